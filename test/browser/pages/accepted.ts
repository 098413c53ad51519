import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pixelmatch from 'pixelmatch'
import { PNG } from 'pngjs'
import { encodePalette } from './palette.js'

const ACCEPTED = fileURLToPath(new URL('../pictures', import.meta.url))
/** Where the pictures of a run are that differ, for people to look at; .gitignore has it. */
const DIFFERENT = fileURLToPath(new URL('../pictures-different', import.meta.url))
const VERSION_FILE = join(ACCEPTED, 'chromium.txt')

/** How different a pixel may be, from 0 to 1, and how many of a million may differ more. */
const THRESHOLD = 0.1
const MAX_PER_MILLION = 50

/** `npm run pictures` sets it to "remake", and `npm run pictures:compare` and the workflow to "compare". */
const { PICTURES } = process.env
const remakes = PICTURES === 'remake'

/** The pictures of pages that somebody has looked at and accepted. `npm run pictures` makes them anew. */
export class AcceptedPictures {
  readonly #version: string

  /** @param version of Chromium, because each one draws a little differently */
  constructor(version: string) {
    this.#version = version
    rmSync(DIFFERENT, { recursive: true, force: true })
    if (!remakes) return
    mkdirSync(ACCEPTED, { recursive: true })
    writeFileSync(VERSION_FILE, `${version}\n`)
  }

  /** Whether pictures are wanted. Other runs of the tests leave them out: each machine draws a little differently. */
  get areWanted(): boolean {
    return remakes || PICTURES === 'compare'
  }

  /** What is wrong with the picture of this name; null for nothing. */
  check(name: string, screenshot: Buffer): string | null {
    const path = join(ACCEPTED, `${name}.png`)
    const picture = PNG.sync.read(screenshot)
    if (remakes) {
      writeFileSync(path, encodePalette(picture))
      return null
    }
    if (!existsSync(path)) return this.#report(name, screenshot, 'there is no accepted picture')
    const accepted = PNG.sync.read(readFileSync(path))
    const { width, height } = picture
    if (accepted.width !== width || accepted.height !== height) {
      const sizes = `${width} by ${height}, and not ${accepted.width} by ${accepted.height}`
      return this.#report(name, screenshot, `the picture is ${sizes}`)
    }
    const difference = new PNG({ width, height })
    const different = pixelmatch(picture.data, accepted.data, difference.data, width, height, {
      threshold: THRESHOLD,
    })
    if (different * 1_000_000 <= MAX_PER_MILLION * width * height) return null
    return this.#report(name, screenshot, `${different} pixels differ`, difference)
  }

  /** Accepted pictures that none of these names has; they are deleted when the pictures are made anew. */
  without(names: readonly string[]): readonly string[] {
    const files = new Set(names.map((name) => `${name}.png`))
    const others = readdirSync(ACCEPTED).filter((file) => file.endsWith('.png') && !files.has(file))
    if (!remakes) return others
    for (const file of others) rmSync(join(ACCEPTED, file))
    return []
  }

  #report(name: string, screenshot: Buffer, what: string, difference: PNG | null = null): string {
    mkdirSync(DIFFERENT, { recursive: true })
    const path = join(DIFFERENT, `${name}.png`)
    writeFileSync(path, screenshot)
    if (difference !== null)
      writeFileSync(join(DIFFERENT, `${name}-difference.png`), PNG.sync.write(difference))
    const madeWith = existsSync(VERSION_FILE) ? readFileSync(VERSION_FILE, 'utf8').trim() : 'no Chromium'
    const version =
      madeWith === this.#version
        ? ''
        : ` They were made with ${madeWith}, and this is ${this.#version}, which may be all there is to it.`
    return `${name}: ${what}. Compare ${path}; if the page is meant to look like that, run "npm run pictures".${version}`
  }
}
