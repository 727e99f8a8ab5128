import * as Y from 'yjs';

/*
 * What a reader of a document sees, as one flat list of tokens: independent of how Yjs happens to have cut or
 * merged its structs. Iterative, because nested types are written by clients and recursion is theirs to
 * exhaust.
 */

type AnyType = Y.AbstractType<unknown>;

/** Tokens of everything visible, roots and map keys in order of code units. */
export function visible(doc: Y.Doc): string {
  const out: string[] = [];
  type Step = { readonly say: string } | { readonly type: AnyType };
  const stack: Step[] = [];
  for (const name of [...doc.share.keys()].sort().reverse()) {
    stack.push({ type: doc.share.get(name) as AnyType }, { say: `\nroot ${JSON.stringify(name)} ` });
  }
  for (let step = stack.pop(); step; step = stack.pop()) {
    if ('say' in step) {
      out.push(step.say);
      continue;
    }
    const { type } = step;
    const later: Step[] = [];
    for (let item = type._start; item; item = item.right) if (!item.deleted) describe(item, later);
    for (const key of [...type._map.keys()].sort()) {
      const item = type._map.get(key);
      if (!item || item.deleted) continue;
      later.push({ say: `\nkey ${JSON.stringify(key)} ` });
      describe(item, later);
    }
    later.push({ say: '\nend' });
    for (let i = later.length - 1; i >= 0; i--) stack.push(later[i] as Step);
  }
  return out.join('');
}

function describe(item: Y.Item, later: ({ readonly say: string } | { readonly type: AnyType })[]): void {
  const content = item.content;
  if (content instanceof Y.ContentType) {
    const type = content.type as AnyType & { readonly nodeName?: string };
    later.push({ say: `\ntype ${type.constructor.name} ${type.nodeName ?? ''}` }, { type });
  } else if (content instanceof Y.ContentString) {
    later.push({ say: content.str });
  } else if (content instanceof Y.ContentFormat) {
    later.push({ say: `\nformat ${JSON.stringify([content.key, content.value])}` });
  } else {
    const plain = content.getContent().map((value: unknown) => plainText(value));
    for (const text of plain) later.push({ say: `\nvalue ${text}` });
  }
}

function plainText(value: unknown): string {
  if (value instanceof Uint8Array) return `bytes ${Buffer.from(value).toString('hex')}`;
  return value === undefined ? 'undefined' : JSON.stringify(value);
}
