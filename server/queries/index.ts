import type { Actor } from '../access/subject.ts';
import { cardsOf } from '../mirrors/board.ts';
import { openCandidates } from './issues/candidates.ts';
import { chainLines } from './minutes/chain.ts';
import { elsewhere } from './council/elsewhere.ts';
import { councilBySlug, councilFrame, councils } from './council/council.ts';
import { coverageView } from './issues/coverage.ts';
import { decisionById, decisionRegister, registerSearch, registerYear } from './deciding/decisions.ts';
import { consultationView } from './consultation/consultation.ts';
import { consultationsPage } from './consultation/consultations.ts';
import { lotPage, lotsPage } from './deciding/lots.ts';
import { organizationNames } from './council/organizations.ts';
import { openIssueLinks, placeOfLink } from './issues/issue-links.ts';
import { earlierCounts, earlierYear } from './issues/earlier.ts';
import { helpRequests } from './issues/help.ts';
import { figuresView } from './issues/figures.ts';
import { councilHome } from './council/home.ts';
import { issueById, mergedInto, publishedIssue } from './issues/issue.ts';
import { lateIssues } from './issues/late.ts';
import { myIssues } from './issues/my-issues.ts';
import { openAgendas, publishedIssues, waitingCards, waitingIssues } from './issues/issues.ts';
import { powerNotices } from './council/power-notices.ts';
import { invitationView, meView } from './council/people.ts';
import { slipView } from './issues/receipt.ts';
import { rolesView, type WhichRoles } from './roles/roles.ts';
import { searchIssues, searchWaiting } from './issues/search.ts';
import { roster } from './council/roster.ts';
import { roundDetails, roundJson, roundPage } from './deciding/rounds.ts';
import { papersView } from './deciding/round-entries.ts';
import { ruleBasis } from './council/rule-basis.ts';
import { rulesView } from './council/rules.ts';
import { sheetsView } from './deciding/sheets.ts';
import { samplePeople } from './council/sample-people.ts';
import { streetView } from './council/street.ts';
import { calendarByAddress, councilCalendar, ownCalendarAddress } from './meeting/calendar.ts';
import { criteriaView } from './meeting/criteria.ts';
import { closingView } from './meeting/closing.ts';
import { doorView } from './meeting/door.ts';
import { meetingView } from './meeting/meeting.ts';
import { noticeView } from './meeting/notice.ts';
import { meetingsOf, meetingsSearch, meetingsYear } from './meeting/meetings.ts';
import { changesView, correctingView } from './minutes/corrections.ts';
import { askedErrata } from './minutes/errata.ts';
import { minutesView } from './minutes/minutes.ts';
import { circulateView, draftView } from './minutes/minutes-draft.ts';
import { ownProxyView } from './meeting/own-proxy.ts';
import { proxiesView } from './meeting/proxies.ts';
import { roomView } from './meeting/room.ts';
import { waitingOf } from './meeting/waiting-items.ts';
import { compiledPaper, compiledView } from './writing/compiled.ts';
import { answerScan, deskForm, formsToPrint, linkForm, ownForm } from './writing/form.ts';
import { questionsView, writingView } from './writing/writing.ts';
import { wordsReader, type LiveWords } from './words-reader.ts';
import { hiddenIssue, hiddenIssues, takenBack, wordsBefore } from './issues/taken-back.ts';
import { waitingLines } from './issues/waiting-lines.ts';
import { councilLists } from '../records/lists.ts';
import { previewStrategy, strategiesBefore, type StrategyPlace } from './issues/strategy-change.ts';
import { readMaterial } from '../access/meeting.ts';
import { photoFor } from '../access/photo.ts';
import type { LookUpLimits } from '../access/receipt.ts';
import { dayOf, type Clock } from '../clock.ts';
import type { Db } from '../db/open.ts';

/** Every read a page or the API makes, by noun. Each asks the policy itself through access/. */
export function openQueries(db: Db, clock: Clock, live: LiveWords, limits: LookUpLimits) {
  const words = wordsReader(live);
  return {
    council: {
      list: (page: { limit: number; after: string | null }) => councils(db, page),
      bySlug: (slug: string) => councilBySlug(db, slug, clock.now()),
      elsewhere: (slug: string) => elsewhere(db, slug),
      organizations: (councilId: string) => organizationNames(db, councilId),
      frame: (actor: Actor, slug: string) => councilFrame(db, actor, slug, clock.now()),
      told: (actor: Actor, councilId: string) =>
        actor.personId === null ? Promise.resolve([]) : powerNotices(db, councilId, actor.personId),
      home: (actor: Actor, slug: string) => councilHome(db, actor, slug, clock.now()),
      roster: (actor: Actor, slug: string) => roster(db, actor, slug, clock.now()),
      ruleBasis: (actor: Actor, slug: string) => ruleBasis(db, actor, slug),
      rules: (actor: Actor, slug: string) => rulesView(db, actor, slug, clock.now()),
      street: (slug: string) => streetView(db, slug, clock.now()),
    },
    minutes: {
      view: (actor: Actor, meetingId: string) => minutesView(db, actor, meetingId, clock.now()),
      draft: (actor: Actor, meetingId: string) => draftView(db, words, actor, meetingId),
      circulate: (actor: Actor, meetingId: string) => circulateView(db, actor, meetingId, clock.now()),
      correcting: (actor: Actor, meetingId: string) => correctingView(db, words, actor, meetingId),
      changes: (actor: Actor, meetingId: string, no: number | null) => changesView(db, actor, meetingId, no),
      askedErrata: (actor: Actor, meetingId: string) => askedErrata(db, actor, meetingId, clock.now()),
      chain: (actor: Actor, slug: string, page: { limit: number; after: number }) =>
        chainLines(db, actor, slug, page),
    },
    people: {
      me: (actor: Actor) => meView(db, actor),
      invitation: (token: string) => invitationView(db, token, clock.now()),
      /** Only with --demo. */
      sample: () => samplePeople(db),
    },
    issues: {
      cards: (councilId: string) => cardsOf(db, councilId, clock.now()),
      late: (councilId: string) => lateIssues(db, councilId, clock.now()),
      /** What has left the board. */
      earlierCounts: (councilId: string) => earlierCounts(db, councilId, clock.now()),
      earlier: (councilId: string, fiscalYear: number | null) =>
        earlierYear(db, councilId, fiscalYear, clock.now()),
      published: (councilId: string, page: { limit: number; afterNo: number }) =>
        publishedIssues(db, councilId, page),
      one: (actor: Actor, councilId: string, no: number) => publishedIssue(db, actor, councilId, no),
      byId: (actor: Actor, issueId: string) => issueById(db, actor, issueId),
      waitingCards: (actor: Actor, councilId: string) => waitingCards(db, actor, councilId),
      waiting: (actor: Actor, councilId: string, ids: readonly string[]) =>
        waitingIssues(db, actor, councilId, ids),
      waitingLines: (actor: Actor, councilId: string, ids: readonly string[]) =>
        waitingLines(db, actor, councilId, ids),
      lists: (councilId: string) => councilLists(db, councilId),
      previewStrategy: (actor: Actor, councilId: string, text: string, place?: StrategyPlace) =>
        previewStrategy(db, actor, councilId, text, place),
      strategiesBefore: (councilId: string) => strategiesBefore(db, councilId),
      hidden: (councilId: string) => hiddenIssues(db, councilId),
      hiddenOne: (councilId: string, no: number) => hiddenIssue(db, councilId, no),
      takenBack: (actor: Actor, councilId: string) => takenBack(db, actor, councilId),
      wordsBefore: (actor: Actor, councilId: string, no: number) => wordsBefore(db, actor, councilId, no),
      coverage: (councilId: string) => coverageView(db, councilId),
      figures: (councilId: string, fiscalYear: number | null) => figuresView(db, councilId, fiscalYear),
      candidates: (actor: Actor, councilId: string) => openCandidates(db, actor, councilId),
      mine: (actor: Actor, councilId: string) => myIssues(db, actor, councilId),
      openAgendas: (actor: Actor, councilId: string) => openAgendas(db, actor, councilId),
      mergedInto: (councilId: string, no: number) => mergedInto(db, councilId, no),
      search: (councilId: string, query: string) => searchIssues(db, councilId, query),
      searchWaiting: (actor: Actor, councilId: string, query: string) =>
        searchWaiting(db, actor, councilId, query),
      photo: (actor: Actor, councilId: string, photoId: string) => photoFor(db, actor, councilId, photoId),
      /** What the holder of a reply slip reads. */
      slip: (actor: Actor, councilId: string, code: string) => slipView(db, limits, actor, councilId, code),
    },
    /** The private path, for the secretariat. */
    issueLinks: {
      open: (actor: Actor, councilId: string) => openIssueLinks(db, actor, councilId),
      place: (councilId: string, mark: string) => placeOfLink(db, councilId, mark),
    },
    help: {
      requests: (actor: Actor, councilId: string) => helpRequests(db, actor, councilId),
    },
    meeting: {
      list: (actor: Actor, slug: string, page?: { limit: number; after: string | null }) =>
        meetingsOf(db, actor, slug, page),
      year: (actor: Actor, slug: string, fiscalYear: number | null) =>
        meetingsYear(db, actor, slug, fiscalYear, clock.now()),
      search: (actor: Actor, slug: string, query: string) => meetingsSearch(db, actor, slug, query),
      waiting: (actor: Actor, slug: string) => waitingOf(db, actor, slug),
      /** For calendars that subscribe. */
      calendar: (slug: string) => councilCalendar(db, slug, clock.now()),
      calendarBy: (actor: Actor, token: string) => calendarByAddress(db, limits, actor, token, clock.now()),
      calendarAddress: (actor: Actor) => ownCalendarAddress(db, actor),
      view: (actor: Actor, meetingId: string) => meetingView(db, words, actor, meetingId),
      /** As everybody was told of it. */
      notice: (actor: Actor, meetingId: string) =>
        noticeView(db, words, actor, meetingId, dayOf(clock.now())),
      criteria: (actor: Actor, meetingId: string) => criteriaView(db, words, actor, meetingId),
      /** What everybody takes home. */
      closing: (actor: Actor, meetingId: string) => closingView(db, actor, meetingId),
      /** Who was signed in at the door of an open table. */
      door: (actor: Actor, meetingId: string) => doorView(db, actor, meetingId),
      room: (actor: Actor, meetingId: string) => roomView(db, words, actor, meetingId, clock.now()),
      /** For who enters them. */
      ownProxy: (actor: Actor, meetingId: string) => ownProxyView(db, actor, meetingId),
      proxies: (actor: Actor, meetingId: string) => proxiesView(db, actor, meetingId),
      material: (actor: Actor, meetingId: string, no: number) => readMaterial(db, actor, meetingId, no),
    },
    /** Written meetings. */
    writing: {
      view: (actor: Actor, meetingId: string) => writingView(db, words, actor, meetingId, clock.now()),
      questions: (actor: Actor, meetingId: string) => questionsView(db, words, actor, meetingId, clock.now()),
      ownForm: (actor: Actor, meetingId: string) => ownForm(db, actor, meetingId, clock.now()),
      linkForm: (actor: Actor, visit: { councilId: string; code: string; name: string }) =>
        linkForm(db, limits, actor, visit, clock.now()),
      deskForm: (actor: Actor, meetingId: string, no: number) =>
        deskForm(db, actor, meetingId, no, clock.now()),
      print: (actor: Actor, meetingId: string) => formsToPrint(db, actor, meetingId, clock.now()),
      compiled: (actor: Actor, meetingId: string) => compiledView(db, actor, meetingId, clock.now()),
      paper: (actor: Actor, meetingId: string, no: number) => compiledPaper(db, actor, meetingId, no),
      scan: (actor: Actor, meetingId: string, answerId: string) => answerScan(db, actor, meetingId, answerId),
    },
    rounds: {
      page: (actor: Actor, roundId: string) => roundPage(db, actor, roundId),
      /** For the live room, beside the mirror. */
      details: (actor: Actor, roundId: string) => roundDetails(db, actor, roundId),
      json: (actor: Actor, roundId: string) => roundJson(db, actor, roundId),
      /** For who enters papers and telephone calls. */
      papers: (actor: Actor, roundId: string) => papersView(db, actor, roundId),
      /** Ballot papers for a frozen text of a meeting; `versionId` null: its proxy forms. */
      sheets: (actor: Actor, meetingId: string, versionId: string | null) =>
        sheetsView(db, actor, meetingId, versionId),
    },
    decisions: {
      register: (actor: Actor, slug: string, page?: { limit: number; after: string | null }) =>
        decisionRegister(db, actor, slug, page),
      year: (actor: Actor, slug: string, fiscalYear: number | null) =>
        registerYear(db, actor, slug, fiscalYear),
      search: (actor: Actor, slug: string, query: string) => registerSearch(db, actor, slug, query),
      one: (actor: Actor, decisionId: string) => decisionById(db, actor, decisionId),
    },
    consultations: {
      list: (actor: Actor, slug: string) => consultationsPage(db, actor, slug),
      one: (actor: Actor, slug: string, no: string) => consultationView(db, words, actor, slug, no),
    },
    lots: {
      list: (actor: Actor, slug: string) => lotsPage(db, actor, slug),
      one: (actor: Actor, slug: string, no: string) => lotPage(db, actor, slug, no),
    },
    roles: {
      matrix: (actor: Actor, slug: string, which: WhichRoles = {}) =>
        rolesView(db, actor, slug, dayOf(clock.now()), which),
    },
  };
}

export type Queries = ReturnType<typeof openQueries>;
