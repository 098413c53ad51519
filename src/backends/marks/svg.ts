// Checks a drawing that an administrator has uploaded, and rewrites it: only elements and attributes of the lists below come
// out, with values of a narrow form. So what browsers get is what was read here, whatever else the file may have meant.

import { type Message, type MessageKey, message, type ParamsArgs } from '../../locales/messages.js'

const MAX_ELEMENTS = 2000
const MAX_DEPTH = 32

/** The words of a text. */
function wordsOf(text: string): readonly string[] {
  return text.trim().split(/\s+/)
}

const ELEMENTS: ReadonlySet<string> = new Set(
  wordsOf(`
    svg g defs title desc path rect circle ellipse line polyline polygon
    linearGradient radialGradient stop clipPath mask
  `),
)

/** Also the properties that a `style` attribute may have. */
const PROPERTIES: ReadonlySet<string> = new Set(
  wordsOf(`
    clip-path clip-rule color display fill fill-opacity fill-rule mask opacity overflow paint-order
    shape-rendering stop-color stop-opacity stroke stroke-dasharray stroke-dashoffset stroke-linecap
    stroke-linejoin stroke-miterlimit stroke-opacity stroke-width vector-effect visibility
  `),
)

const ATTRIBUTES: ReadonlySet<string> = new Set([
  ...PROPERTIES,
  ...wordsOf(`
    id d x y x1 y1 x2 y2 cx cy r rx ry fx fy fr width height points transform viewBox
    preserveAspectRatio offset pathLength version role gradientUnits gradientTransform spreadMethod
    clipPathUnits maskUnits maskContentUnits
  `),
])

/** What editors add, and what no drawing needs: it is left out without an error. */
const IGNORED_ATTRIBUTES =
  /^(?:xmlns(?::\w+)?|xml:space|class|enable-background|data-name|aria-[a-z]+|focusable)$/

const NAMESPACE = 'http://www.w3.org/2000/svg'

/** Numbers, names, colors and functions such as `translate(1 2)`. No quotes, no ampersands, no angle brackets, no escapes. */
const VALUE = /^[\w\s#%.,()+:;/-]*$/

/** A drawing as it is stored, or why it is not accepted. The reason names parts of the file, never quotes more than a name. */
export type SvgResult = { readonly svg: string } | { readonly problem: Message }

/** Thrown inside of this file only. */
class SvgProblem extends Error {
  readonly problem: Message

  constructor(problem: Message) {
    super(problem.key)
    this.problem = problem
  }
}

type MarkProblemKey = Extract<MessageKey, `markProblem.${string}`>

function problem<K extends MarkProblemKey>(key: K, ...params: ParamsArgs<K>): SvgProblem {
  return new SvgProblem(message(key, ...params))
}

/** Reads a drawing and rewrites it. */
export function parseSvg(text: string): SvgResult {
  try {
    return { svg: new SvgReader(text).read() }
  } catch (error) {
    if (error instanceof SvgProblem) return { problem: error.problem }
    throw error
  }
}

/** Reads the few constructs of XML that a drawing needs; all others are problems. */
class SvgReader {
  readonly #text: string
  #position = 0
  #elements = 0
  readonly #open: string[] = []
  readonly #written: string[] = []

  constructor(text: string) {
    this.#text = text.replace(/^\uFEFF/, '')
  }

  read(): string {
    this.#take(/<\?xml\s[^<>?]*\?>/y)
    this.#skipBetween()
    if (!this.#text.startsWith('<svg', this.#position))
      throw problem('markProblem.svgStart', { element: '<svg>' })
    do this.#readNext()
    while (this.#open.length > 0)
    this.#skipBetween()
    if (this.#position < this.#text.length) throw problem('markProblem.svgEnd', { element: '<svg>' })
    return `${this.#written.join('')}\n`
  }

  #readNext(): void {
    if (this.#position >= this.#text.length)
      throw problem('markProblem.svgNotClosed', { element: `<${this.#open.at(-1) ?? 'svg'}>` })
    if (this.#take(COMMENT) !== null) return
    const closed = this.#take(/<\/([A-Za-z]+)\s*>/y)
    if (closed !== null) {
      this.#close(closed[1] ?? '')
      return
    }
    const opened = this.#take(/<([A-Za-z][\w:.-]*)/y)
    if (opened !== null) {
      this.#openElement(opened[1] ?? '')
      return
    }
    const text = this.#take(/[^<&]+|&(?:amp|lt|gt|quot|apos|#\d{1,7});/y)
    if (text === null) throw problem('markProblem.svgDoctype')
    // Only titles have text, which no drawing needs.
    if (text[0].trim() !== '' && !['title', 'desc'].includes(this.#open.at(-1) ?? ''))
      throw problem('markProblem.svgText')
  }

  #openElement(name: string): void {
    if (!ELEMENTS.has(name)) throw problem('markProblem.svgElement', { element: `<${name.slice(0, 40)}>` })
    if ((name === 'svg') !== (this.#open.length === 0))
      throw problem('markProblem.svgNested', { element: '<svg>' })
    this.#elements += 1
    if (this.#elements > MAX_ELEMENTS || this.#open.length >= MAX_DEPTH)
      throw problem('markProblem.svgTooMany')
    const attributes = this.#readAttributes(name)
    const end = this.#take(/\s*(\/?)>/y)
    if (end === null) throw problem('markProblem.svgMalformed', { element: `<${name}>` })
    const isEmpty = end[1] === '/'
    this.#written.push(`<${[name, ...attributes].join(' ')}${isEmpty ? '/' : ''}>`)
    if (!isEmpty) this.#open.push(name)
  }

  #readAttributes(element: string): readonly string[] {
    const written = new Map<string, string>()
    const seen = new Set<string>()
    for (;;) {
      const found = this.#take(/\s+([A-Za-z_][\w:.-]*)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y)
      if (found === null) break
      const [, name = '', double, single] = found
      if (seen.has(name))
        throw problem('markProblem.svgAttributeTwice', {
          element: `<${element}>`,
          attribute: name.slice(0, 40),
        })
      seen.add(name)
      const value = (double ?? single ?? '').replace(/\s+/g, ' ').trim()
      if (name === 'xmlns' && value !== NAMESPACE) throw problem('markProblem.svgNamespace')
      if (IGNORED_ATTRIBUTES.test(name)) continue
      if (name === 'style') for (const [property, each] of readStyle(value)) written.set(property, each)
      else if (!ATTRIBUTES.has(name))
        throw problem('markProblem.svgAttribute', { element: `<${element}>`, attribute: name.slice(0, 40) })
      else written.set(name, value)
    }
    if (element === 'svg' && !written.has('viewBox') && !(written.has('width') && written.has('height')))
      throw problem('markProblem.svgSize', { element: '<svg>' })
    const namespace = element === 'svg' ? [`xmlns="${NAMESPACE}"`] : []
    return [...namespace, ...[...written].map(([name, value]) => `${name}="${checkValue(name, value)}"`)]
  }

  #close(name: string): void {
    if (this.#open.pop() !== name)
      throw problem('markProblem.svgCloses', { element: `</${name.slice(0, 40)}>` })
    this.#written.push(`</${name}>`)
  }

  /** Comments and blanks outside of the root. */
  #skipBetween(): void {
    let found: unknown = null
    do found = this.#take(COMMENT) ?? this.#take(/\s+/y)
    while (found !== null)
  }

  /** What the sticky pattern matches here; null if it does not. */
  #take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#position
    const match = pattern.exec(this.#text)
    if (match !== null) this.#position = pattern.lastIndex
    return match
  }
}

/** XML forbids two hyphens inside of a comment. */
const COMMENT = /<!--(?:[^-]|-[^-])*-->/y

/** The declarations of a `style` attribute, which become attributes. */
function readStyle(style: string): readonly (readonly [string, string])[] {
  return style
    .split(';')
    .map((declaration) => declaration.trim())
    .filter((declaration) => declaration !== '')
    .flatMap((declaration) => {
      const [name = '', value, ...more] = declaration.split(':').map((part) => part.trim())
      if (value === undefined || more.length > 0) throw problem('markProblem.svgStyleMalformed')
      // Editors write the properties of text everywhere.
      if (/^(?:-\w+-|font|text|line-height|letter-spacing|word-spacing|isolation|mix-blend-mode)/.test(name))
        return []
      if (!PROPERTIES.has(name)) throw problem('markProblem.svgStyle', { style: name.slice(0, 40) })
      return [[name, value]]
    })
}

function checkValue(name: string, value: string): string {
  if (name === 'id' && /^[\w.-]+$/.test(value)) return value
  const withoutReference = value.replace(/\burl\(\s*#[\w-]+\s*\)/g, '')
  if (!VALUE.test(value) || /url|image|src|javascript|data:|\/\//i.test(withoutReference))
    throw problem('markProblem.svgValue', { attribute: name })
  return value
}
