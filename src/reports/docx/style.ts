import {
  AlignmentType,
  type ILevelsOptions,
  type IParagraphStyleOptions,
  type IRunPropertiesOptions,
  type IStylesOptions,
  LevelFormat,
  LevelSuffix,
  LineRuleType,
} from 'docx'

/*
 * GB/T 9704-2012: A4, 37 mm above and 28 mm at the binding edge, a type area of 156 × 225 mm, 22 lines of 28
 * characters in 3号仿宋 (16 pt on lines of 28.95 pt), title in 2号小标宋, headings 黑体, 楷体, 仿宋.
 */

export const PAGE = {
  size: { width: '210mm', height: '297mm' },
  margin: { top: '37mm', bottom: '35mm', left: '28mm', right: '26mm', header: '15mm', footer: '22mm' },
} as const

/** 28.95 pt in twentieths: 22 lines fill the type area. */
export const LINE = 579
/**
 * A quarter of a point less between characters, in twentieths: 28 of 16 pt fill 156 mm. A grid of characters would say
 * the same to Word, and another thing to other programs.
 */
const CHARACTER_SPACE = -5
/** Width of the type area in twentieths of a point. */
export const TEXT_WIDTH = 8844

const latin = 'Times New Roman'

function face(eastAsia: string): NonNullable<IRunPropertiesOptions['font']> {
  return { ascii: latin, hAnsi: latin, cs: latin, eastAsia }
}

const FANG_SONG = face('仿宋_GB2312')
export const HEI = face('黑体')
const KAI = face('楷体_GB2312')
const TITLE_SONG = face('方正小标宋简体')
export const SONG = face('宋体')

export const GREY = '5B6672'
const LANGUAGE = { value: 'en-US', eastAsia: 'zh-CN', bidirectional: 'ar-SA' } as const

const exact = { line: LINE, lineRule: LineRuleType.EXACT } as const
/** Lines of small print, in twentieths of a point: exact, so that pages break alike whatever fonts a machine has. */
export const SMALL_LINES = {
  caption: 360,
  small: 280,
  note: 340,
  cell: 320,
  annex: 210,
  contents: 560,
} as const
const tight = (line: number) => ({ line, lineRule: LineRuleType.EXACT })
const twoCharacters = { firstLineChars: 200, firstLine: 640 } as const

function paragraphStyle(
  id: string,
  name: string,
  run: IParagraphStyleOptions['run'],
  paragraph: IParagraphStyleOptions['paragraph'],
): IParagraphStyleOptions {
  return {
    id,
    name,
    basedOn: 'Normal',
    next: 'ReportText',
    quickFormat: true,
    ...(run && { run }),
    ...(paragraph && { paragraph }),
  }
}

export const styles: IStylesOptions = {
  default: {
    document: {
      run: { font: FANG_SONG, size: 32, language: LANGUAGE },
      paragraph: { spacing: { ...exact, before: 0, after: 0 } },
    },
    heading1: {
      run: { font: HEI, size: 32, bold: false, color: '000000' },
      paragraph: { spacing: { ...exact, before: 289, after: 0 }, indent: twoCharacters, keepNext: true },
    },
    heading2: {
      run: { font: KAI, size: 32, bold: false, color: '000000' },
      paragraph: { spacing: { ...exact, before: 0, after: 0 }, indent: twoCharacters, keepNext: true },
    },
    heading3: {
      run: { font: FANG_SONG, size: 32, bold: true, color: '000000' },
      paragraph: { spacing: { ...exact, before: 0, after: 0 }, indent: twoCharacters, keepNext: true },
    },
    title: {
      run: { font: TITLE_SONG, size: 44, bold: false, color: '000000' },
      paragraph: {
        alignment: AlignmentType.CENTER,
        spacing: { line: 700, lineRule: LineRuleType.EXACT, before: 0, after: 0 },
      },
    },
  },
  paragraphStyles: [
    paragraphStyle(
      'ReportText',
      '报告正文',
      { characterSpacing: CHARACTER_SPACE },
      {
        alignment: AlignmentType.BOTH,
        indent: twoCharacters,
      },
    ),
    paragraphStyle(
      'ReportCaption',
      '图表题',
      { font: HEI, size: 24 },
      {
        alignment: AlignmentType.CENTER,
        keepNext: true,
        spacing: { ...tight(SMALL_LINES.caption), before: 160, after: 80 },
      },
    ),
    paragraphStyle(
      'ReportChart',
      '图',
      { size: 24 },
      { keepNext: true, spacing: { line: 240, lineRule: LineRuleType.AUTO, before: 0, after: 0 } },
    ),
    paragraphStyle(
      'ReportFinding',
      '图的结论',
      { font: HEI, size: 24 },
      {
        keepNext: true,
        spacing: { ...tight(SMALL_LINES.caption), before: 200, after: 40 },
      },
    ),
    paragraphStyle(
      'ReportSmall',
      '图表注',
      { font: SONG, size: 18, color: GREY },
      {
        spacing: { ...tight(SMALL_LINES.small), before: 40, after: 120 },
      },
    ),
    paragraphStyle(
      'ReportNote',
      '说明',
      { font: SONG, size: 21, color: GREY },
      {
        spacing: { ...tight(SMALL_LINES.note), before: 120, after: 120 },
      },
    ),
    paragraphStyle(
      'ReportCell',
      '表格文字',
      { font: SONG, size: 21 },
      {
        spacing: { ...tight(SMALL_LINES.cell), before: 30, after: 30 },
      },
    ),
    paragraphStyle(
      'ReportAnnex',
      '附件文字',
      { font: SONG, size: 16 },
      {
        spacing: { ...tight(SMALL_LINES.annex), before: 0, after: 0 },
      },
    ),
    paragraphStyle(
      'ReportCase',
      '案例题',
      { font: HEI, size: 32 },
      {
        keepNext: true,
        spacing: { ...exact, before: 289, after: 0 },
        indent: twoCharacters,
        outlineLevel: 1,
      },
    ),
    paragraphStyle(
      'ReportCover',
      '封面文字',
      { font: KAI, size: 32 },
      {
        alignment: AlignmentType.CENTER,
        spacing: { line: 600, lineRule: LineRuleType.EXACT },
      },
    ),
    paragraphStyle(
      'TOC1',
      'toc 1',
      { font: HEI, size: 28 },
      { spacing: { ...tight(SMALL_LINES.contents), before: 60 } },
    ),
    paragraphStyle(
      'TOC2',
      'toc 2',
      { font: FANG_SONG, size: 28 },
      {
        spacing: tight(SMALL_LINES.contents),
        indent: { left: 560 },
      },
    ),
  ],
}

/** 一、 then （一） then 1., bound to the heading styles so that an inserted heading counts itself in. */
export const HEADING_NUMBERS = 'report-headings'

export const headingLevels: ILevelsOptions[] = [
  level(0, LevelFormat.CHINESE_COUNTING, '%1、', 'Heading1'),
  level(1, LevelFormat.CHINESE_COUNTING, '（%2）', 'Heading2'),
  level(2, LevelFormat.DECIMAL, '%3.', 'Heading3'),
]

function level(index: number, format: ILevelsOptions['format'], text: string, style: string): ILevelsOptions {
  return {
    level: index,
    ...(format && { format }),
    text,
    suffix: LevelSuffix.NOTHING,
    alignment: AlignmentType.START,
    style: { paragraph: { indent: twoCharacters }, style },
  }
}

export const LIST_NUMBERS = 'report-list'
export const listLevels: ILevelsOptions[] = [
  {
    level: 0,
    format: LevelFormat.DECIMAL,
    text: '%1.',
    suffix: LevelSuffix.NOTHING,
    alignment: AlignmentType.START,
    style: { paragraph: { indent: twoCharacters } },
  },
]

/** Styles whose lines do not fall on the page's grid of 22: small print, tables, captions, drawings. */
export const OFF_GRID = [
  'ReportCaption',
  'ReportChart',
  'ReportFinding',
  'ReportSmall',
  'ReportNote',
  'ReportCell',
  'ReportAnnex',
  'TOC1',
  'TOC2',
] as const
