import { type Bilingual, fillBoth, type Params } from '../kernel/index.ts'

/**
 * The words of the checker's refusals (CLM-0xx), of its notes on reading a file (CLM-1xx) and of its command line.
 * `AppError` and `ExtractionNote` carry code and params; these are the texts.
 */
export const CLAIM_MESSAGES: Readonly<Record<string, Bilingual>> = {
  'CLM-001': {
    zh: '「{file}」不是可核对的文件类型。请提供 .txt、.md、.html、.docx 或 .pdf 文件。',
    en: '“{file}” is not a type that can be checked. Please give a .txt, .md, .html, .docx or .pdf file.',
  },
  'CLM-002': {
    zh: '「{file}」大小为 {size} MB，超过上限 {limit} MB。请拆分后分别核对，或调高上限。',
    en: '“{file}” is {size} MB, above the limit of {limit} MB. Split it, or raise the limit.',
  },
  'CLM-003': {
    zh: '「{file}」已损坏或不完整，无法打开（{detail}）。请重新保存或重新导出后再试。',
    en: '“{file}” is broken or incomplete and cannot be opened ({detail}). Save or export it again.',
  },
  'CLM-004': {
    zh: '「{file}」设有打开密码。请另存一份不加密的文件再核对。',
    en: '“{file}” is protected by a password. Save a copy without one and check that.',
  },
  'CLM-005': {
    zh: '「{file}」共 {pages} 页，只有图像，没有可读的文字（多为扫描件）。请提供由 Word 等导出的 PDF，或先做文字识别。',
    en: '“{file}” has {pages} pages of images and no text that can be read (probably a scan). Give a PDF exported from a text program, or run text recognition first.',
  },
  'CLM-006': {
    zh: '「{file}」展开后过大（{detail}），可能是压缩炸弹，已停止读取。',
    en: '“{file}” would unpack to too much data ({detail}), as a zip bomb does; reading was stopped.',
  },
  'CLM-007': {
    zh: '「{file}」中的 XML 含有文档类型声明或实体定义，为安全起见不予读取。请用 Word 或 WPS 另存后再试。',
    en: '“{file}” has a document type or entity definitions in its XML; for safety it is not read. Save it again in a word processor.',
  },
  'CLM-008': {
    zh: '「{file}」的内容嵌套超过 {limit} 层，已停止读取。',
    en: '“{file}” nests its content more than {limit} levels deep; reading was stopped.',
  },
  'CLM-009': {
    zh: '读取「{file}」超过 {seconds} 秒，已停止。请拆分后再试，或调高时限。',
    en: 'Reading “{file}” took more than {seconds} seconds and was stopped. Split it, or raise the limit.',
  },
  'CLM-010': {
    zh: '读取「{file}」占用内存超过 {limit} MB，已停止。请拆分后再试，或调高上限。',
    en: 'Reading “{file}” needed more than {limit} MB of memory and was stopped. Split it, or raise the limit.',
  },
  'CLM-011': {
    zh: '「{file}」含有宏（{detail}）。请另存为不含宏的 .docx 后再核对。',
    en: '“{file}” contains macros ({detail}). Save it as a .docx without macros and check that.',
  },
  'CLM-012': {
    zh: '「{file}」的文字共 {characters} 字，超过上限 {limit} 字。请拆分后分别核对。',
    en: '“{file}” has {characters} characters of text, above the limit of {limit}. Split it.',
  },
  'CLM-013': {
    zh: '「{file}」中没有文字。',
    en: '“{file}” contains no text.',
  },
  'CLM-014': {
    zh: '「{file}」不是 Word 文档（.docx），不能在其中加批注。请改用 --html 输出，或提供 .docx 原件。',
    en: '“{file}” is no Word document (.docx), so comments cannot be put into it. Use --html, or give the .docx.',
  },
  'CLM-015': {
    zh: '「{file}」是旧版 Word 格式（.doc）。请用 Word 或 WPS 另存为 .docx 后再核对。',
    en: '“{file}” is in the old Word format (.doc). Save it as .docx and check that.',
  },
  'CLM-016': {
    zh: '「{file}」内部部件互相引用，无法读完（{detail}）。请重新导出后再试。',
    en: '“{file}” has parts that refer to each other in a circle ({detail}). Export it again.',
  },
  'CLM-101': {
    zh: '文字编码不是 UTF-8，已按 {encoding} 读取。',
    en: 'The text is not in UTF-8; it was read as {encoding}.',
  },
  'CLM-102': {
    zh: '文中有 {count} 幅图片，其中的文字和数字未读取。',
    en: '{count} pictures are in the document; text and numbers inside them were not read.',
  },
  'CLM-103': {
    zh: '第 {pages} 页没有可读的文字，未核对。',
    en: 'Pages {pages} have no text that can be read and were not checked.',
  },
  'CLM-104': {
    zh: '文档含有修订，按接受全部修订后的文字核对。',
    en: 'The document has tracked changes; it was checked as if all were accepted.',
  },
}

export function claimMessage(code: string, params: Params = {}): Bilingual {
  return fillBoth(CLAIM_MESSAGES[code] ?? { zh: code, en: code }, params)
}
