-- CreateTable
CREATE TABLE "DoctorRun" (
    "id" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,
    "findings" TEXT NOT NULL,

    CONSTRAINT "DoctorRun_pkey" PRIMARY KEY ("id")
);

