import { error, type RequestEvent } from '@sveltejs/kit';

/**
 * Lets every form action of this request answer 400 where its body is no form that can be read: cut off on the way, or
 * of parts that don't fit together. That is no fault of ours, and no page has to think of it.
 */
export function readFormsKindly({ request }: Pick<RequestEvent, 'request'>): void {
  const read = request.formData.bind(request);
  request.formData = () =>
    read().catch((fault: unknown) => {
      // what is too large has said so itself
      if ((fault as { status?: unknown }).status === 413) throw fault;
      error(400);
    });
}
