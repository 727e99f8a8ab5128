/** 2022-04: the fourth meeting of fiscal year 2022. */
export function fileNo(fiscalYear: number, seq: number): string {
  return `${fiscalYear}-${String(seq).padStart(2, '0')}`;
}

/** A name that any file system takes and that leads nowhere else. */
export function safeName(name: string): string {
  // eslint-disable-next-line no-control-regex -- they are what is taken out
  const safe = name.replace(/[/\\:*?"<>|\u0000-\u001f]/g, '_').replace(/^\.+/, '_');
  return [...safe].slice(-60).join('') || '_';
}
