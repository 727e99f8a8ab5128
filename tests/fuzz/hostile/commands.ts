import { chance, nasty, oddity, oneOf, textFor, type Pick } from './values.ts';
import type { World } from './world.ts';

/* Inputs of commands, made from the schemas the server itself publishes. */

/** What of JSON Schema the OpenAPI document uses. */
export interface Schema {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
}

/** The input schema of every command. */
export async function commandSchemas(origin: string): Promise<ReadonlyMap<string, Schema>> {
  const document = (await (await fetch(`${origin}/api/v1/openapi.json`)).json()) as {
    paths: Record<
      string,
      { post: { operationId: string; requestBody: { content: { 'application/json': { schema: Schema } } } } }
    >;
  };
  return new Map(
    Object.values(document.paths).map(({ post }) => [
      post.operationId,
      post.requestBody.content['application/json'].schema,
    ]),
  );
}

/** A value for a schema: right but for one in twelve of its parts. */
export function valueOf(world: World, pick: Pick, schema: Schema, name = ''): unknown {
  if (chance(pick, 12)) return oddity(pick);
  if ('const' in schema) return schema.const;
  if (schema.enum) return oneOf(pick, schema.enum);
  if (schema.anyOf) return valueOf(world, pick, oneOf(pick, schema.anyOf), name);
  switch (schema.type) {
    case 'object': {
      const made: Record<string, unknown> = {};
      for (const [key, part] of Object.entries(schema.properties ?? {}))
        if (schema.required?.includes(key) ? !chance(pick, 40) : chance(pick, 2))
          made[key] = valueOf(world, pick, part, key);
      if (chance(pick, 20)) made[oneOf(pick, nasty)] = oddity(pick);
      return made;
    }
    case 'array':
      return Array.from({ length: pick(4) }, () => valueOf(world, pick, schema.items ?? {}, name));
    case 'integer':
    case 'number':
      return pick(40);
    case 'boolean':
      return chance(pick, 2);
    default:
      return textFor(world, pick, name);
  }
}

/** The bytes of a command's body: JSON, or what only looks like it. */
export function bodyOf(input: unknown, pick: Pick): Buffer {
  const text = JSON.stringify(input);
  switch (pick(24)) {
    case 0:
      return Buffer.from(text).subarray(0, pick(text.length + 1));
    case 1:
      return Buffer.from(text, 'utf16le');
    case 2:
      return Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(text)]);
    case 3: {
      const bytes = Buffer.from(text);
      if (bytes.length > 0) bytes[pick(bytes.length)] = pick(256);
      return bytes;
    }
    case 4: {
      const depth = 1 + pick(60_000);
      return Buffer.from(`{"meetingId":${'['.repeat(depth)}${chance(pick, 2) ? ']'.repeat(depth) : ''}}`);
    }
    case 5:
      return Buffer.from(`{${'"a":1,'.repeat(pick(20_000))}"b":2}`);
    case 6:
      return Buffer.from(text.replace(/^\{/, '{"councilId":"x","councilId":"y",'));
    default:
      return Buffer.from(text);
  }
}
