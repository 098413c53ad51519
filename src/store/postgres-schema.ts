/** The schema that a Postgres URL names as Prisma does, `?schema=auth`; null for that of the role, usually `public`. */
export function postgresSchema(url: string): string | null {
  return new URL(url).searchParams.get('schema')
}

/** The statement that makes a connection find tables in this schema only. Settings allow plain names only. */
export function setSearchPath(schema: string): string {
  return `SET search_path = "${schema}"`
}

/** Creates the schema that the URL names, if there is none. It asks first, because a role may use a schema that it may not create. */
export async function createSchema(
  connection: { queryRows(sql: string, values?: readonly string[]): Promise<unknown[]> },
  databaseUrl: string,
): Promise<void> {
  const schema = postgresSchema(databaseUrl)
  if (schema === null) return
  const found = await connection.queryRows('SELECT 1 FROM pg_namespace WHERE nspname = $1', [schema])
  if (found.length === 0) await connection.queryRows(`CREATE SCHEMA "${schema}"`)
}
