/** An item id as records have them: 128 random bits, 22 characters base64url (contracts §4: the id of the later row). */
export function newItemId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return btoa(String.fromCharCode(...bytes))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=+$/, '');
}
