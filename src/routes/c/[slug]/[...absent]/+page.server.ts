import { error } from '@sveltejs/kit';
import type { PageServerLoad } from './$types';

/** An address below a council that is none: absent, with the council's header and how its office is reached. */
export const load: PageServerLoad = () => error(404, { message: 'not-found' });
