import {
  likelyMark,
  likelyWords,
  type QualityStory,
  type StoryRound,
  type StorySubject,
} from '../../demo/index.ts'
import type { AppContext } from '../context.ts'
import {
  acceptResult,
  addEvidence,
  answerReply,
  assignPanel,
  closeScoring,
  notifyUnit,
  openRound,
  publishResult,
  putExpert,
  readRoundDetail,
  readSheet,
  replyToResult,
  roundsOf,
  ruleOn,
  saveScore,
  saveSelfMarks,
  submitScore,
  submitSelf,
} from '../evaluation/index.ts'
import type { MarkRequest } from '../evaluation/marks.ts'
import type { CriterionView, SheetView, SubjectRow } from '../evaluation/views.ts'
import { type Calendar, calendar, days, expertPlayer, player } from './players.ts'

const ORDER = ['open', 'submitted', 'scoring', 'scored', 'notified', 'confirmed', 'published']

/** Puts the experts of the story on the city's list. */
export async function playExperts(app: AppContext, { city, experts }: QualityStory): Promise<void> {
  const year = 2018
  const officer = player(app, 'bureau_officer', city, year)
  for (const expert of experts) await putExpert(app, officer, city, year, expert)
}

/** Plays one round as far as the story says, from wherever it stands. */
export async function playRound(app: AppContext, story: QualityStory, round: StoryRound): Promise<void> {
  const { city } = story
  const { year, title } = round
  const officer = player(app, 'bureau_officer', city, year)
  const time = calendar(app, round)
  const there = (await roundsOf(app, officer, { org: city, year })).find((own) => own.title === title)
  const left = days(round.days_left ?? 60)
  const now = app.clock().getTime()
  const { id } =
    there ??
    (await openRound(time.day(0), officer, {
      org: city,
      year,
      scheme: round.scheme,
      title,
      selfUntil: new Date(round.at === undefined ? now + left / 3 : time.start + left / 2),
      scoringUntil: new Date(round.at === undefined ? now + left : time.start + left),
      replyDays: 10,
      panelSize: round.panel,
      seed: round.seed,
      isSynthetic: true,
      subjects: round.subjects.map(({ org, key }) => ({ org, ...(key === undefined ? {} : { key }) })),
    }))
  const { subjects } = await readRoundDetail(app, officer, id)
  for (const subject of round.subjects) {
    const row = subjects.find((own) => own.org.code === subject.org && own.subjectKey === (subject.key ?? ''))
    if (row) await playSubject({ app, story, round, time }, subject, row)
  }
}

interface Scene {
  readonly app: AppContext
  readonly story: QualityStory
  readonly round: StoryRound
  readonly time: Calendar
}

async function playSubject(scene: Scene, subject: StorySubject, row: SubjectRow): Promise<void> {
  const { app, story, round, time } = scene
  const { id } = row
  const until = subject.until ?? round.until ?? 'open'
  const isBefore = (state: string) => ORDER.indexOf(state) < ORDER.indexOf(until)
  const officer = player(app, 'bureau_officer', story.city, round.year)
  const leader = player(app, 'school_leader', subject.org, round.year)
  let { state } = row
  if (state === 'open' && (isBefore('open') || subject.level < 3)) {
    await assess(scene, subject, id, isBefore('open'))
    if (!isBefore('open')) return
    await submitSelf(time.day(4), leader, id)
    state = 'submitted'
  }
  if (state === 'submitted' && isBefore('submitted')) {
    await assignPanel(time.day(5), officer, id)
    state = 'scoring'
  }
  if (state === 'scoring') {
    await score(scene, subject, id, isBefore('scoring') ? Number.POSITIVE_INFINITY : (subject.sheets ?? 0))
    if (!isBefore('scoring')) return
    await closeScoring(time.day(9), officer, id)
    state = 'scored'
  }
  if (state === 'scored' && isBefore('scored')) {
    await rule(scene, id)
    await notifyUnit(time.day(11), officer, id)
    state = 'notified'
  }
  if (state === 'notified' && isBefore('notified')) {
    await replyAndAnswer(scene, subject, id)
    await acceptResult(time.day(14), leader, id)
    state = 'confirmed'
  }
  if (state === 'replied') {
    await answer(scene, subject, id)
    await acceptResult(time.day(14), leader, id)
    state = 'confirmed'
  }
  if (state === 'confirmed' && isBefore('confirmed')) await publishResult(time.day(16), officer, id)
}

/** What a school thinks of itself is a little kinder than what experts find. */
const ownLevel = ({ level }: StorySubject): number => Math.max(0, level - 1)
const ownNames = ({ org, key = '' }: StorySubject): string[] => [org, key, 'self']

async function assess(
  { app, story, round, time }: Scene,
  subject: StorySubject,
  id: string,
  isWhole: boolean,
): Promise<void> {
  const clerk = player(app, 'school_clerk', subject.org, round.year)
  const sheet = await readSheet(app, clerk, id)
  const marked = markable(sheet)
  const own = isWhole ? marked : marked.slice(0, Math.ceil(marked.length / 2))
  const marks = own
    .filter(({ kind }) => kind !== 'evidence')
    .map((criterion) => markOf(story, criterion, ownLevel(subject), ownNames(subject)))
  if (marks.length > 0) await saveSelfMarks(time.day(2), clerk, id, marks)
  for (const criterion of allCriteria(sheet)) {
    if (criterion.kind !== 'evidence' || criterion.evidence.length > 0 || !isWhole) continue
    if (subject.level === 3 && likelyMark(4, 2, subject.org, criterion.id) === 3) continue
    // A few files are enough to see: a diagnosis asks for dozens.
    if (sheet.round.scheme.purpose === 'diagnosis' && likelyMark(4, 1, criterion.id) !== 0) continue
    const text = `${subject.org} ${criterion.name.zh}（演示材料，内容为虚构）\n`
    const file = { name: `${criterion.name.zh}.txt`, bytes: new TextEncoder().encode(text) }
    await addEvidence(time.day(3), clerk, id, criterion.id, file)
  }
}

async function score(
  { app, story, round, time }: Scene,
  subject: StorySubject,
  id: string,
  sheets: number,
): Promise<void> {
  const officer = player(app, 'bureau_officer', story.city, round.year)
  const sheet = await readSheet(app, officer, id)
  const hasFile = ({ kind, evidence }: CriterionView) => kind !== 'evidence' || evidence.length > 0
  const criteria = markable(sheet).filter(hasFile)
  const active = sheet.experts?.filter((expert) => expert.state === 'active') ?? []
  for (const [index, { id: username, name, submittedAt }] of active.entries()) {
    if (submittedAt !== undefined || index >= sheets) continue
    const expert = expertPlayer(app, username, name, story.city)
    const names = [subject.org, subject.key ?? '', username]
    const marks = criteria.map((criterion) => {
      // Reviewers of a diagnosis mostly find what the school found.
      const isAgreed =
        sheet.round.scheme.purpose === 'diagnosis' && likelyMark(9, 4, subject.org, criterion.id) !== 5
      return isAgreed
        ? markOf(story, criterion, ownLevel(subject), ownNames(subject))
        : markOf(story, criterion, subject.level, names)
    })
    await saveScore(time.day(7), expert, id, marks)
    await submitScore(time.day(8), expert, id)
  }
}

/** Rules on what is in dispute: the mark in the middle of those that were given. */
async function rule({ app, story, round, time }: Scene, id: string): Promise<void> {
  const officer = player(app, 'bureau_officer', story.city, round.year)
  const sheet = await readSheet(app, officer, id)
  for (const criterion of allCriteria(sheet)) {
    if (criterion.final?.state !== 'disputed') continue
    const given = criterion.marks
      .filter(({ kind }) => kind === 'expert')
      .map(({ mark }) => criterion.options.findIndex((option) => option.id === mark))
      .sort((a, b) => a - b)
    const middle = criterion.options[given[Math.floor(given.length / 2)] ?? 0]
    if (!middle) continue
    const request = { criterion: criterion.id, mark: middle.id, reason: '复核现场记录后裁定。（演示）' }
    await ruleOn(time.day(10), officer, id, request)
  }
}

async function replyAndAnswer(scene: Scene, subject: StorySubject, id: string): Promise<void> {
  if (subject.reply === undefined) return
  const { app, round, time } = scene
  const sheet = await readSheet(app, player(app, 'school_leader', subject.org, round.year), id)
  if (sheet.steps.some((step) => step.action === 'reply')) return
  const leader = player(app, 'school_leader', subject.org, round.year)
  await replyToResult(time.day(12), leader, id, subject.reply)
  await answer(scene, subject, id)
}

async function answer({ app, story, round, time }: Scene, subject: StorySubject, id: string): Promise<void> {
  const officer = player(app, 'bureau_officer', story.city, round.year)
  await answerReply(time.day(13), officer, id, {
    text: subject.answer ?? '已核。',
    revise: Object.entries(subject.revise).map(([criterion, mark]) => ({ criterion, mark })),
  })
}

function allCriteria({ criteria }: Pick<SheetView, 'criteria'>): CriterionView[] {
  return criteria.flatMap((own) => [own, ...allCriteria(own)])
}

/** What takes a mark: in a diagnosis the elements, elsewhere judged and evidence criteria. */
function markable(sheet: SheetView): CriterionView[] {
  const isDiagnosis = sheet.round.scheme.purpose === 'diagnosis'
  return allCriteria(sheet).filter(({ takesMark, kind }) =>
    isDiagnosis ? takesMark && kind === 'branch' : takesMark,
  )
}

function markOf(
  { words, diagnosis_words: diagnosis }: QualityStory,
  criterion: CriterionView,
  about: number,
  names: readonly string[],
): MarkRequest {
  const { id, options, kind } = criterion
  if (kind === 'evidence') return { criterion: id, mark: 'present' }
  const option = options[likelyMark(options.length, about, ...names, id)]
  if (!option) throw new Error(`${id} takes no mark`)
  const texts = diagnosis[option.id]
  if (texts) return { criterion: id, mark: option.id, note: texts.opinion, ...texts }
  return { criterion: id, mark: option.id, note: likelyWords(words[option.id] ?? [], ...names, id) }
}
