// Compiles the message catalogues; runs after every install, so that types and tests find them.
import { compile } from '@inlang/paraglide-js';
import { paraglideOptions } from './paraglide.options.ts';

await compile(paraglideOptions);
