import { toJsonSchema } from '@valibot/to-json-schema';
import { statusOf } from './status.ts';
import { registry } from './registry.ts';

const refusalSchema = {
  type: 'object',
  required: ['ok', 'error'],
  properties: {
    ok: { const: false },
    error: {
      type: 'object',
      required: ['code', 'message'],
      properties: {
        code: { enum: Object.keys(statusOf) },
        message: { type: 'string' },
        field: { type: 'string' },
        next: { type: 'string' },
      },
    },
  },
};

/** The OpenAPI 3.1 document of all commands, from the registry. */
export function openapi(version: string): object {
  const paths: Record<string, object> = {};
  for (const command of registry.values()) {
    paths[`/api/v1/commands/${command.name}`] = {
      post: {
        operationId: command.name,
        summary: command.summary,
        description: command.action === 'free' ? 'The input is the proof.' : `Right: ${command.action}`,
        parameters: [
          {
            name: 'Idempotency-Key',
            in: 'header',
            required: true,
            description: 'The same key and body again acts once and answers the same, for 30 days.',
            schema: { type: 'string', minLength: 1, maxLength: 200 },
          },
        ],
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: toJsonSchema(command.input, { errorMode: 'ignore', typeMode: 'input' }),
            },
          },
        },
        responses: {
          200: { description: 'Acted, on the disk.' },
          default: { description: 'Refused.', content: { 'application/json': { schema: refusalSchema } } },
        },
      },
    };
  }
  return { openapi: '3.1.0', info: { title: 'Yoriai', version }, paths };
}
