import { createHash } from 'node:crypto'
import { z } from 'zod'
import { AppError, type Bilingual } from '../../kernel/index.ts'

const text = z.string().trim().max(20_000).default('')
const short = z.string().trim().max(200).default('')
const whole = z.int().min(0).max(1_000_000)
const day = z.union([z.literal(''), z.string().regex(/^\d{4}-\d{2}-\d{2}$/)]).default('')
/** Where a row was taken from: the school's own accepted register. */
const origin = z.strictObject({ register: z.string(), year: z.int(), row: z.string() }).optional()

const teacher = z.strictObject({
  name: short,
  title: short,
  degree: short,
  dualQualified: z.boolean().default(false),
  isExternal: z.boolean().default(false),
  courses: short,
  origin,
})
const practiceRoom = z.strictObject({
  title: short,
  kind: short,
  stations: whole.default(0),
  enterprise: short,
  origin,
})
const agreement = z.strictObject({ enterprise: short, kind: short, signedOn: day, origin })

/** The parts of an application for a new programme (申报材料), each as far as it is written. */
const partSchemas = {
  basics: z.strictObject({
    years: z.int().min(1).max(6).optional(),
    enrols: short,
    plannedEntrants: whole.optional(),
    opensOn: day,
    contact: short,
  }),
  demand: z.strictObject({
    survey: text,
    enterprisesAsked: whole.optional(),
    occupations: text,
    nearby: text,
  }),
  feasibility: z.strictObject({
    text,
    experts: z
      .array(z.strictObject({ name: short, employer: short, opinion: text }))
      .max(30)
      .default([]),
  }),
  teaching_plan: z.strictObject({ aims: text, courses: text }),
  teachers: z.strictObject({ rows: z.array(teacher).max(200).default([]) }),
  practice: z.strictObject({ rows: z.array(practiceRoom).max(100).default([]), equipmentValue: short }),
  funds: z.strictObject({ text, amount: short }),
  rules: z.strictObject({ text }),
  agreements: z.strictObject({ rows: z.array(agreement).max(100).default([]) }),
  resolution: z.strictObject({ meeting: short, decidedOn: day, text }),
} as const

export type PartName = keyof typeof partSchemas
export type Parts = { readonly [K in PartName]?: z.output<(typeof partSchemas)[K]> | undefined }

export const PART_NAMES = Object.keys(partSchemas) as PartName[]

export const partTitles: Readonly<Record<PartName, Bilingual>> = {
  basics: { zh: '基本信息', en: 'Basics' },
  demand: { zh: '人才需求调研报告', en: 'Survey of demand' },
  feasibility: { zh: '可行性论证', en: 'Feasibility' },
  teaching_plan: { zh: '人才培养方案与课程体系', en: 'Teaching plan and courses' },
  teachers: { zh: '师资', en: 'Teachers' },
  practice: { zh: '实训条件', en: 'Practice facilities' },
  funds: { zh: '经费预算', en: 'Funds' },
  rules: { zh: '管理制度与质量保障', en: 'Rules and quality assurance' },
  agreements: { zh: '校企合作协议', en: 'Agreements with enterprises' },
  resolution: { zh: '学校办公会或党组织决议', en: 'Resolution of the school' },
}

/** Parts that a file must stand behind. */
const NEEDS_FILE: ReadonlySet<PartName> = new Set(['demand', 'teaching_plan', 'resolution'])

/** @throws AppError PGM-009 no such part, PGM-010 a field that the part does not take, with its path */
export function readPart(name: string, content: unknown): Parts {
  const part = PART_NAMES.find((candidate) => candidate === name)
  if (!part) throw new AppError('PGM-009', { part: name, parts: PART_NAMES.join(', ') }, { kind: 'usage' })
  const result = partSchemas[part].safeParse(content)
  if (!result.success) {
    const [issue] = result.error.issues
    const path = (issue?.path ?? []).map((own) => (typeof own === 'symbol' ? String(own) : own))
    const { zh, en } = partTitles[part]
    throw new AppError(
      'PGM-010',
      { part_zh: zh, part_en: en, field: path.join('.') || '—' },
      { kind: 'usage', path: [part, ...path] },
    )
  }
  return { [part]: result.data }
}

export interface PartState {
  readonly part: PartName
  readonly isComplete: boolean
  readonly wanting: readonly Bilingual[]
}

/** What each part still lacks before the application can be handed in. */
export function completenessOf(parts: Parts, files: ReadonlySet<string>): PartState[] {
  return PART_NAMES.map((part) => {
    const wanting = [...wantingIn(part, parts)]
    if (NEEDS_FILE.has(part) && !files.has(part)) wanting.push({ zh: '附件', en: 'a file' })
    return { part, isComplete: wanting.length === 0, wanting }
  })
}

function wantingIn(part: PartName, parts: Parts): Bilingual[] {
  const need = (isThere: unknown, zh: string, en: string): Bilingual[] => (isThere ? [] : [{ zh, en }])
  switch (part) {
    case 'basics': {
      const own = parts.basics
      return [
        ...need(own?.years, '学制', 'years of study'),
        ...need(own?.enrols, '招生对象', 'whom it enrols'),
        ...need(own?.plannedEntrants, '拟招人数', 'planned entrants'),
        ...need(own?.opensOn, '开办时间', 'when it opens'),
      ]
    }
    case 'demand': {
      const own = parts.demand
      return [
        ...need(own?.survey, '调研结论', 'what the survey found'),
        ...need(own?.enterprisesAsked, '调研企业数', 'how many enterprises were asked'),
        ...need(own?.occupations, '面向岗位', 'occupations'),
      ]
    }
    case 'feasibility':
      return [
        ...need(parts.feasibility?.text, '论证意见', 'the argument'),
        ...need((parts.feasibility?.experts.length ?? 0) > 0, '论证专家', 'experts'),
      ]
    case 'teaching_plan':
      return [
        ...need(parts.teaching_plan?.aims, '培养目标', 'aims'),
        ...need(parts.teaching_plan?.courses, '课程体系', 'courses'),
      ]
    case 'teachers':
      return need((parts.teachers?.rows.length ?? 0) > 0, '任课教师', 'teachers')
    case 'practice':
      return need((parts.practice?.rows.length ?? 0) > 0, '实训室或实训基地', 'practice rooms or bases')
    case 'funds':
      return need(parts.funds?.text, '经费安排', 'how it is paid for')
    case 'rules':
      return need(parts.rules?.text, '管理制度', 'rules')
    case 'agreements':
      return need((parts.agreements?.rows.length ?? 0) > 0, '合作协议', 'agreements')
    case 'resolution':
      return [
        ...need(parts.resolution?.meeting, '会议名称', 'the meeting'),
        ...need(parts.resolution?.decidedOn, '决议日期', 'its date'),
      ]
  }
}

/** SHA-256 over the parts in one order of their keys: what was handed in is known again by it. */
export function partsHash(parts: Parts): string {
  return createHash('sha256').update(canonical(parts)).digest('hex')
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value)
      .filter(([, own]) => own !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
    return `{${entries.map(([key, own]) => `${JSON.stringify(key)}:${canonical(own)}`).join(',')}}`
  }
  return JSON.stringify(value)
}
