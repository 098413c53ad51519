/** A comment, a string, a quoted name or a dollar-quoted body, in each of which a semicolon ends no statement. */
const UNBROKEN =
  /--[^\n]*|\/\*[\s\S]*?\*\/|[eE]'(?:[^'\\]|\\.|'')*'|'(?:[^']|'')*'|"(?:[^"]|"")*"|`[^`]*`|\$(\w*)\$[\s\S]*?\$\1\$|[\s\S]/gy

/** The beginning of a statement that contains statements of its own, up to its `END`. */
const COMPOUND = /^CREATE\b[\s\S]*\b(?:TRIGGER\b[\s\S]*\bBEGIN\b|BEGIN\s+ATOMIC\b)/i

/** Begins or ends a transaction, or switches foreign keys, which SQLite ignores inside a transaction. */
const TRANSACTION_CONTROL =
  /^(?:(?:BEGIN|COMMIT|END)(?:\s+(?:DEFERRED|IMMEDIATE|EXCLUSIVE|TRANSACTION|WORK))*|START\s+TRANSACTION|PRAGMA\s+foreign_keys\s*=\s*\w+)$/i

/**
 * Splits the script of a migration into its statements, without comments. It leaves out those that begin and end
 * transactions, since the caller runs all statements in one transaction of its own.
 */
export function splitStatements(script: string): string[] {
  const statements: string[] = []
  let text = ''
  // The same without the content of strings and bodies, which can have words and semicolons of their own.
  let outline = ''
  for (const [part] of script.matchAll(UNBROKEN)) {
    if (part === ';' && (!COMPOUND.test(outline) || /;\s*END\s*$/i.test(outline))) {
      statements.push(text.trim())
      text = ''
      outline = ''
    } else {
      const isComment = part.startsWith('--') || part.startsWith('/*')
      text += isComment ? ' ' : part
      outline = (outline + (part.length === 1 ? part : ' ')).trimStart()
    }
  }
  statements.push(text.trim())
  return statements.filter((statement) => statement !== '' && !TRANSACTION_CONTROL.test(statement))
}
