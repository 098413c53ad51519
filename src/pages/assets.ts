import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { basename, extname, join } from 'node:path'

/** A static file as it is sent. Its URL changes with its content, so browsers may cache it forever. */
export interface Asset {
  readonly body: Buffer
  readonly type: string
  readonly etag: string
}

/** The static files, read once at start. */
export interface Assets {
  /** The file at a path such as `/assets/portcullis.0a1b2c3d4e5f.css`, below the base path. */
  get(urlPath: string): Asset | undefined
  /**
   * The path to link for a file name such as `portcullis.css`, below the base path.
   * @throws Error for a file that does not exist, so that a wrong name in a template shows in its first test
   */
  path(fileName: string): string
}

/** The only kinds of file that are served; any other in the folder is a mistake. */
const TYPES = new Map([
  ['.css', 'text/css; charset=utf-8'],
  ['.js', 'text/javascript; charset=utf-8'],
  ['.svg', 'image/svg+xml'],
  ['.png', 'image/png'],
  ['.ico', 'image/x-icon'],
  ['.woff2', 'font/woff2'],
  // The licences of what is not ours.
  ['.txt', 'text/plain; charset=utf-8'],
])

/** A file of a theme. */
export interface AssetSource {
  /** Its name, which no file of the folder has. */
  readonly name: string
  readonly body: Buffer
}

/**
 * Reads every file of a folder into memory, and adds those of a theme, as they are. Style sheets of the folder name other
 * files of it as `url("NAME")`, and get the path that has the hash.
 */
export function loadAssets(folder: string, others: readonly AssetSource[]): Assets {
  const assets = new Map<string, Asset>()
  const paths = new Map<string, string>()
  const requirePath = (fileName: string): string => {
    const path = paths.get(fileName)
    if (path === undefined) throw new Error(`No such asset: ${fileName}`)
    return path
  }
  const add = ({ name, body }: AssetSource): void => {
    const extension = extname(name)
    const type = TYPES.get(extension)
    if (type === undefined) throw new Error(`Not an asset: ${name}`)
    const hash = createHash('sha256').update(body).digest('hex').slice(0, 12)
    const path = `/assets/${name.slice(0, -extension.length)}.${hash}${extension}`
    assets.set(path, { body, type, etag: `"${hash}"` })
    paths.set(name, path)
  }
  const own = readdirSync(folder).map((name) => ({ name, body: readFileSync(join(folder, name)) }))
  const isStyle = ({ name }: AssetSource) => name.endsWith('.css')
  for (const source of [...own.filter((each) => !isStyle(each)), ...others]) add(source)
  for (const { name, body } of own.filter(isStyle))
    add({ name, body: Buffer.from(linkFiles(body.toString('utf8'), requirePath)) })
  return { get: (urlPath) => assets.get(urlPath), path: requirePath }
}

/** The links of a style sheet, relative to its own path: all files are in one folder. */
function linkFiles(css: string, pathOf: (fileName: string) => string): string {
  return css.replace(/url\(['"]([^'"]+)['"]\)/g, (_, name: string) => `url("${basename(pathOf(name))}")`)
}
