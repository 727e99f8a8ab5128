/** The fiscal year an address asks for, `?year=2022`; null: none, or nothing that could be one. */
export function yearAsked(url: URL): number | null {
  const year = url.searchParams.get('year') ?? '';
  return /^\d{4}$/.test(year) ? Number(year) : null;
}
