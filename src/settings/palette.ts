/** Red, green and blue, each from 0 to 255. */
type Rgb = readonly [red: number, green: number, blue: number]

/** Colors of public/portcullis.css that a theme can set. */
export const COLOR_NAMES = ['accent', 'on-accent', 'page', 'card', 'text'] as const
export type ColorName = (typeof COLOR_NAMES)[number]

/** A color for light and one for dark pages, each as `#rrggbb`. */
export interface ColorPair {
  readonly light: string
  readonly dark: string
}

/** What a theme says about colors; what is missing stays as it is in public/portcullis.css. */
export type ThemeColors = Readonly<Partial<Record<ColorName, ColorPair>>>

/** Custom properties for light and dark pages, by name without its hyphens. */
export interface Palette {
  readonly light: Readonly<Record<string, string>>
  readonly dark: Readonly<Record<string, string>>
}

/** The contrast that text needs (WCAG 2.2, success criterion 1.4.3, level AA). */
const MIN_CONTRAST = 4.5

type ColorScheme = keyof ColorPair

/** The colors of public/portcullis.css, and how strong the tint of notices is. */
const DEFAULTS = {
  light: { page: '#f5f6f9', card: '#ffffff', text: '#1a1e27', tint: 0.1, strong: '#000000' },
  dark: { page: '#11141a', card: '#1a1e27', text: '#e8ebf2', tint: 0.14, strong: '#ffffff' },
} as const

/** Colors for text on the accent, the preferred one first. On every color, one of them has enough contrast. */
const ON_ACCENT = ['#ffffff', '#131a2e', '#000000'] as const

/** The color behind everything, which browsers also use around the page. */
export function pageColors(palette: Palette | null): ColorPair {
  return {
    light: palette?.light['page'] ?? DEFAULTS.light.page,
    dark: palette?.dark['page'] ?? DEFAULTS.dark.page,
  }
}

/** Parses `#rgb` or `#rrggbb` to `#rrggbb`; null for anything else. */
export function parseColor(text: string): string | null {
  const short = /^#([\da-f])([\da-f])([\da-f])$/i.exec(text)
  const long = short
    ? `#${short
        .slice(1)
        .map((digit) => digit + digit)
        .join('')}`
    : text
  return /^#[\da-f]{6}$/i.test(long) ? long.toLowerCase() : null
}

/** The same hue for dark pages: as light as links need it there. */
export function darkVariant(color: string, colors: ThemeColors = {}): string {
  return withContrast(color, 'dark', colors)
}

/**
 * The custom properties of these colors, or what is wrong with them. Text on the accent is chosen for its contrast unless it
 * is set.
 */
export function createPalette(
  colors: ThemeColors,
): Palette | { readonly problem: string; readonly fix: string } {
  for (const mode of ['light', 'dark'] as const) {
    const problem = textProblem(colors, mode) ?? accentProblem(colors, mode)
    if (problem !== null) return problem
  }
  return { light: properties(colors, 'light'), dark: properties(colors, 'dark') }
}

function properties(colors: ThemeColors, mode: ColorScheme): Readonly<Record<string, string>> {
  const set = Object.fromEntries(
    COLOR_NAMES.flatMap((name) => (colors[name] ? [[name, colors[name][mode]] as const] : [])),
  )
  const accent = colors.accent?.[mode]
  if (accent === undefined) return set
  return {
    'on-accent': readableOn(accent),
    'accent-strong': mixColors(accent, DEFAULTS[mode].strong, 0.2),
    tint: tintOf(accent, mode, colors),
    ...set,
  }
}

function textProblem(colors: ThemeColors, mode: ColorScheme): { problem: string; fix: string } | null {
  const text = colors.text?.[mode] ?? DEFAULTS[mode].text
  const worst = worstContrast(text, [colorOf('page', mode, colors), colorOf('card', mode, colors)])
  return worst >= MIN_CONTRAST
    ? null
    : contrastProblem(`${mode} text ${text}`, worst, 'page', 'Choose colors that differ more')
}

function accentProblem(colors: ThemeColors, mode: ColorScheme): { problem: string; fix: string } | null {
  const accent = colors.accent?.[mode]
  if (accent === undefined) return null
  const worst = worstContrast(accent, listBackgrounds(accent, mode, colors))
  if (worst < MIN_CONTRAST) {
    const better = withContrast(accent, mode, colors)
    const fix = `Write a ${mode === 'light' ? 'darker' : 'lighter'} color, such as ${better}`
    return contrastProblem(`${mode} accent ${accent}`, worst, 'page', fix)
  }
  const onAccent = colors['on-accent']?.[mode] ?? readableOn(accent)
  const contrast = contrastOf(onAccent, accent)
  return contrast >= MIN_CONTRAST
    ? null
    : contrastProblem(
        `text ${onAccent} on the accent`,
        contrast,
        'accent',
        `Write ${readableOn(accent)}, or leave it out`,
      )
}

function contrastProblem(
  what: string,
  contrast: number,
  behind: string,
  fix: string,
): { problem: string; fix: string } {
  const ratio = (Math.floor(contrast * 10) / 10).toFixed(1)
  return {
    problem: `has too little contrast: ${what} has ${ratio}:1 with the ${behind}, and text needs 4.5:1`,
    fix,
  }
}

function colorOf(name: 'page' | 'card', mode: ColorScheme, colors: ThemeColors): string {
  return colors[name]?.[mode] ?? DEFAULTS[mode][name]
}

function tintOf(accent: string, mode: ColorScheme, colors: ThemeColors): string {
  return mixColors(colorOf('card', mode, colors), accent, DEFAULTS[mode].tint)
}

/** What links in this color stand on: the page, a card, and the tint of notices. */
function listBackgrounds(accent: string, mode: ColorScheme, colors: ThemeColors): readonly string[] {
  return [colorOf('page', mode, colors), colorOf('card', mode, colors), tintOf(accent, mode, colors)]
}

/** The color, mixed with as little black or white as it takes to be readable. */
function withContrast(color: string, mode: ColorScheme, colors: ThemeColors): string {
  const towards = DEFAULTS[mode].strong
  for (let share = 0; share < 1; share += 0.02) {
    const mixed = mixColors(color, towards, share)
    if (worstContrast(mixed, listBackgrounds(mixed, mode, colors)) >= MIN_CONTRAST) return mixed
  }
  return towards
}

function readableOn(accent: string): string {
  return ON_ACCENT.find((text) => contrastOf(text, accent) >= MIN_CONTRAST) ?? ON_ACCENT[0]
}

function worstContrast(color: string, behind: readonly string[]): number {
  return Math.min(...behind.map((each) => contrastOf(color, each)))
}

/** The contrast ratio of two colors, from 1 to 21 (WCAG 2.2). */
export function contrastOf(a: string, b: string): number {
  const [darker = 0, lighter = 0] = [luminance(toRgb(a)), luminance(toRgb(b))].sort((x, y) => x - y)
  return (lighter + 0.05) / (darker + 0.05)
}

/** The relative luminance (WCAG 2.2). */
function luminance(rgb: Rgb): number {
  const [red, green, blue] = rgb.map((value) => {
    const share = value / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0)
}

function mixColors(color: string, other: string, share: number): string {
  const [a, b] = [toRgb(color), toRgb(other)]
  const channels = a.map((value, index) => Math.round(value + ((b[index] ?? 0) - value) * share))
  return `#${channels.map((value) => value.toString(16).padStart(2, '0')).join('')}`
}

function toRgb(color: string): Rgb {
  const value = Number.parseInt(color.slice(1), 16)
  return [value >> 16, (value >> 8) & 255, value & 255]
}
