// Runs after every install, so that types and tests find the compiled catalogues.
import { compileCatalogues } from './catalogues.ts';

await compileCatalogues();
