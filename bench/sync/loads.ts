import { fork } from 'node:child_process';
import path from 'node:path';

/** What a load says of itself beside its figures. */
export interface OwnFigures {
  /** how late its timers were, ms */
  readonly delayP50: number;
  readonly delayP99: number;
  /** share of one core */
  readonly cpu: number;
}

/** Runs the `load` of a module in a process of its own. `answer`: does what the load asks for in the middle. */
export function runLoad<Result>(
  file: string,
  params: unknown,
  answer: (question: string) => Promise<unknown> = () => Promise.resolve(),
): Promise<Result & { readonly own: OwnFigures }> {
  type Said = { question: string } | { result: Result; own: OwnFigures } | { failed: string };
  return new Promise((resolve, reject) => {
    const child = fork(path.join(import.meta.dirname, 'load.child.ts'), [], { serialization: 'advanced' });
    const name = path.basename(file, '.ts');
    child.on('message', (said: Said) => {
      if ('question' in said) {
        answer(said.question).then((done) => child.send({ done }), reject);
        return;
      }
      child.kill();
      if ('failed' in said) reject(new Error(`the load of ${name} failed: ${said.failed}`));
      else resolve({ ...said.result, own: said.own });
    });
    child.once('exit', (code) => reject(new Error(`the load of ${name} ended with ${code}`)));
    child.send({ file, params });
  });
}
