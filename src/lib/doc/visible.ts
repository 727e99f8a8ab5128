import * as Y from 'yjs';

/*
 * What a reader of a document sees, as one flat list of tokens: independent of how Yjs happens to have cut or
 * merged its structs. Iterative, because nested types are written by clients and recursion is theirs to
 * exhaust.
 */

type AnyType = Y.AbstractType<unknown>;

/** Tokens of everything visible; roots in which nothing is are left out. Roots and map keys in order of code units. */
export function visible(doc: Y.Doc): string {
  const out: string[] = [];
  sayVisible(doc, (token) => void out.push(token));
  return out.join('');
}

/** The same, token by token: a large document is not held a second time. */
export function sayVisible(doc: Y.Doc, say: (token: string) => void): void {
  type Step = { readonly say: string } | { readonly type: AnyType };
  const stack: Step[] = [];
  for (const name of [...doc.share.keys()].sort().reverse()) {
    if (isEmpty(doc.share.get(name) as AnyType)) continue;
    stack.push({ type: doc.share.get(name) as AnyType }, { say: `\nroot ${JSON.stringify(name)} ` });
  }
  for (let step = stack.pop(); step; step = stack.pop()) {
    if ('say' in step) {
      say(step.say);
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
}

/** A root somebody asked for and nobody wrote in is there in one replica and not in another. */
function isEmpty(type: AnyType): boolean {
  for (let item = type._start; item; item = item.right) if (!item.deleted) return false;
  for (const item of type._map.values()) if (!item.deleted) return false;
  return true;
}

function describe(item: Y.Item, later: ({ readonly say: string } | { readonly type: AnyType })[]): void {
  const content = item.content;
  if (content instanceof Y.ContentType) {
    const type = content.type as AnyType & { readonly nodeName?: string };
    later.push({ say: `\ntype ${kindOf(type)} ${type.nodeName ?? ''}` }, { type });
  } else if (content instanceof Y.ContentString) {
    later.push({ say: content.str });
  } else if (content instanceof Y.ContentFormat) {
    later.push({ say: `\nformat ${JSON.stringify([content.key, content.value])}` });
  } else {
    const plain = content.getContent().map((value: unknown) => plainText(value));
    for (const text of plain) later.push({ say: `\nvalue ${text}` });
  }
}

/** Not the name of its class: bundles have other names for classes. */
function kindOf(type: AnyType): string {
  if (type instanceof Y.XmlText) return 'xml-text';
  if (type instanceof Y.Text) return 'text';
  if (type instanceof Y.XmlElement) return 'xml-element';
  if (type instanceof Y.XmlFragment) return 'xml-fragment';
  if (type instanceof Y.Array) return 'array';
  return type instanceof Y.Map ? 'map' : 'other';
}

function plainText(value: unknown): string {
  if (value instanceof Uint8Array) return `bytes ${[...value].join(' ')}`;
  return value === undefined ? 'undefined' : JSON.stringify(value);
}
