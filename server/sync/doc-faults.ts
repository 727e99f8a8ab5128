/** Part of the document is lost: nothing may be founded on the rest of it. */
export class DocDamaged extends Error {
  override readonly name = 'DocDamaged';
  readonly code = 'doc-damaged';
  constructor(docName: string, damage: string) {
    super(`${docName} is damaged: ${damage}`);
  }
}

/** The document is frozen, sealed, erased or being replaced. */
export class WordsClosed extends Error {
  override readonly name = 'WordsClosed';
  readonly code = 'doc-closed';
  constructor(docName: string) {
    super(`${docName} takes no more words`);
  }
}
