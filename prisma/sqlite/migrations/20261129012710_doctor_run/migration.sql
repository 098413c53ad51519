PRAGMA foreign_keys = OFF;
BEGIN IMMEDIATE;

-- CreateTable
CREATE TABLE "DoctorRun" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "at" DATETIME NOT NULL,
    "findings" TEXT NOT NULL
);

COMMIT;
PRAGMA foreign_keys = ON;
