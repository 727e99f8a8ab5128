import { coverageFile } from '../file.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = (event) => coverageFile(event, 'matrix');
