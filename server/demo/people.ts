/* The sample people, for the terminal; pages ask for them through the App (`read.people.sample`). */
export { samplePeople, type SamplePerson } from '../queries/council/sample-people.ts';
