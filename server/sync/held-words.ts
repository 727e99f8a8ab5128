/** Documents of which an act reads what it fixes: nothing new of them reaches the disk until it is done (S77). */
export class HeldWords {
  private readonly holds = new Map<string, number>();

  has(docName: string): boolean {
    return this.holds.has(docName);
  }

  /** Holds a document, besides whoever else does. Answers how to let it go, once. */
  take(docName: string): () => void {
    this.holds.set(docName, (this.holds.get(docName) ?? 0) + 1);
    let over = false;
    return () => {
      if (over) return;
      over = true;
      const left = (this.holds.get(docName) ?? 1) - 1;
      if (left === 0) this.holds.delete(docName);
      else this.holds.set(docName, left);
    };
  }
}
