PRAGMA foreign_keys = OFF;
BEGIN IMMEDIATE;

-- CreateTable
CREATE TABLE "BackendMark" (
    "name" TEXT NOT NULL PRIMARY KEY,
    "hash" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "picture" BLOB NOT NULL,
    "changedAt" DATETIME NOT NULL,
    CONSTRAINT "BackendMark_name_fkey" FOREIGN KEY ("name") REFERENCES "Backend" ("name") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE INDEX "BackendMark_hash_idx" ON "BackendMark"("hash");

COMMIT;
PRAGMA foreign_keys = ON;
