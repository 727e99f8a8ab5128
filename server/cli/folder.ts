import path from 'node:path';
import { settings } from '../config.ts';

/** The data folder a verb works on: `--data`, else DATA_DIR, else the server's own default. Absolute. */
export function dataFolder(option: string | undefined): string {
  return path.resolve(option ?? (process.env.DATA_DIR || settings.DATA_DIR.fallback));
}
