const width = 24;

/** A line on the terminal that says how far long work is; nothing where errors go to a file or a program. */
export function showProgress(): { show(share: number): void; end(): void } {
  const { stderr } = process;
  let shown = -1;
  return {
    show(share) {
      const percent = Math.floor(share * 100);
      if (!stderr.isTTY || percent === shown) return;
      shown = percent;
      const done = Math.round(share * width);
      stderr.write(`\r[${'#'.repeat(done)}${'-'.repeat(width - done)}] ${String(percent).padStart(3)} %`);
    },
    end() {
      if (shown >= 0) stderr.write(`\r${' '.repeat(width + 9)}\r`);
      shown = -1;
    },
  };
}
