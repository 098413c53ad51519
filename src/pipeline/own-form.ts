import { z } from 'zod'

const MAX_TEXT_LENGTH = 2000
const DEFAULT_TEXT_LENGTH = 200
const MAX_FIELDS = 20
const MAX_OPTIONS = 100

const labelText = z.string().min(1).max(200)
const keyText = z.string().regex(/^[A-Za-z][\w.-]{0,59}$/)
/** The text and the button that every question has. */
export const ConfirmationSchema = z.object({
  key: keyText,
  title: labelText,
  text: z.string().max(MAX_TEXT_LENGTH),
  button: z.string().min(1).max(80),
})

const base = {
  label: labelText,
  hint: z.string().max(500).exactOptional(),
  value: z.union([z.string().max(MAX_TEXT_LENGTH), z.boolean()]).exactOptional(),
}
const options = z
  .array(z.object({ value: z.string().max(200), label: labelText }))
  .min(1)
  .max(MAX_OPTIONS)

/** A field of a form, as a paused sign-in stores it. */
const FieldSchema = z.discriminatedUnion('type', [
  z.object({
    ...base,
    type: z.enum(['text', 'email', 'tel', 'date', 'textarea']),
    maxLength: z.int().min(1).max(MAX_TEXT_LENGTH).default(DEFAULT_TEXT_LENGTH),
    autocomplete: z
      .string()
      .regex(/^[a-z0-9 -]{1,60}$/)
      .exactOptional(),
  }),
  z.object({ ...base, type: z.literal('checkbox') }),
  z.object({ ...base, type: z.enum(['select', 'radio']), options }),
])

const fieldName = z.string().regex(/^[A-Za-z]\w{0,39}$/)

/** What was wrong with the last answer: in the field, or in the form as a whole; null for nothing. */
const ProblemSchema = z.string().max(300).nullable()

/** The question with a form, as a paused sign-in stores it. */
export const FormSchema = ConfirmationSchema.extend({
  type: z.literal('form'),
  fields: z
    .array(z.object({ name: fieldName, field: FieldSchema, problem: ProblemSchema }))
    .min(1)
    .max(MAX_FIELDS),
  problem: ProblemSchema,
})

/** A form that a step of the site's own asks for. */
export type Form = Readonly<z.infer<typeof FormSchema>>

/** The values that a form can send. */
export const QuestionValuesSchema = z.record(z.string(), z.union([z.string(), z.boolean()]))
