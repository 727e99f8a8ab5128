/* In browsers no phrases are sought: what is drawn there anew leaves them to its style (word-break: auto-phrase). */
export { keptParts as phrasesOf } from './kept.ts';
