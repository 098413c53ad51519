-- CreateTable
CREATE TABLE "BackendMark" (
    "name" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "picture" BYTEA NOT NULL,
    "changedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "BackendMark_pkey" PRIMARY KEY ("name")
);

-- CreateIndex
CREATE INDEX "BackendMark_hash_idx" ON "BackendMark"("hash");

-- AddForeignKey
ALTER TABLE "BackendMark" ADD CONSTRAINT "BackendMark_name_fkey" FOREIGN KEY ("name") REFERENCES "Backend"("name") ON DELETE CASCADE ON UPDATE CASCADE;

