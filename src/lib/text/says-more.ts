/** Whether a text says more than its title: the same words with a full stop behind them say nothing new. */
export function saysMore(text: string, title: string): boolean {
  return bare(text) !== bare(title);
}

const bare = (words: string) =>
  words
    .trim()
    .replace(/[。．.]$/u, '')
    .replace(/\s+/gu, ' ');
