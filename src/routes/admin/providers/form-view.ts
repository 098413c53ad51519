import type { StoredFields } from '../../../backends/definition/stored.js'
import {
  getPreset,
  type Parameter,
  PARAMETER_NAMES,
  type Preset,
  listPresetNames,
} from '../../../backends/presets/index.js'
import type { FieldView, PresetChoice } from '../../../pages/render.js'
import type { FieldErrors, FormValues } from './draft.js'
import {
  ADVANCED_FIELDS,
  definitionKind,
  type FormField,
  hasOAuth2Fields,
  LABEL_FIELD,
  listFieldsForKind,
  listFormFieldsFor,
  MAIN_FIELDS,
  OAUTH2_FIELDS,
} from './form-fields.js'

/** What the fields of a form depend on. */
export interface FormContext {
  readonly values: FormValues
  readonly fieldErrors: FieldErrors
  readonly preset: Preset | undefined
  /** Whether an empty secret field leaves the stored secret unchanged. */
  readonly hasSecret: boolean
}

/** The main fields, and the advanced ones. */
export function fieldViews(context: FormContext): {
  readonly labelField: FieldView
  readonly endpoints: readonly FieldView[]
  readonly main: readonly FieldView[]
  readonly advanced: readonly FieldView[]
  readonly advancedOpen: boolean
} {
  const view = (field: FormField) => fieldView(field, context)
  const chosen = { preset: context.values.get('preset'), kind: context.values.get('kind') }
  const kind = definitionKind(chosen)
  return {
    labelField: view(LABEL_FIELD),
    endpoints: hasOAuth2Fields(chosen) ? OAUTH2_FIELDS.map(view) : [],
    main: listFieldsForKind(kind, MAIN_FIELDS).map(view),
    advanced: listFieldsForKind(kind, ADVANCED_FIELDS).map(view),
    // The advanced fields are unfolded when one of them has an error.
    advancedOpen: ADVANCED_FIELDS.some(({ name }) => context.fieldErrors.has(name)),
  }
}

function fieldView(field: FormField, { values, fieldErrors, preset, hasSecret }: FormContext): FieldView {
  const { name, label, help, control, options } = field
  const presetValue = preset?.fields[name]
  const isSecret = control === 'secret' || control === 'secret-json'
  const text = isSecret && hasSecret ? `${help} Leave it empty to keep the stored one.` : help
  return {
    ...{ name, label, options, type: control },
    help: text,
    value: isSecret ? '' : (values.get(name) ?? ''),
    defaultValue: toDefaultText(presetValue) ?? field.defaultText,
    required: name === 'clientId' || OAUTH2_FIELDS.includes(field),
    error: fieldErrors.get(name) ?? null,
  }
}

function toDefaultText(value: unknown): string | null {
  if (typeof value === 'string') return value
  return Array.isArray(value) ? value.join(' ') : null
}

/** The parameters of a preset, such as the domain of a tenant. */
export function parameterViews(
  preset: Preset | undefined,
  values: FormValues,
  fieldErrors: FieldErrors,
): readonly FieldView[] {
  return PARAMETER_NAMES.flatMap((name) => {
    const parameter = preset?.parameters?.[name]
    return parameter === undefined ? [] : [parameterView(name, parameter, values, fieldErrors)]
  })
}

function parameterView(
  name: string,
  parameter: Parameter,
  values: FormValues,
  fieldErrors: FieldErrors,
): FieldView {
  const label = `${name.charAt(0).toUpperCase()}${name.slice(1)}`
  return {
    ...{
      name,
      label,
      help: parameterHelp(parameter),
      type: 'text',
    },
    ...{ value: values.get(name) ?? '', options: [], defaultValue: parameter.defaultValue ?? '' },
    required: parameter.defaultValue === undefined,
    error: fieldErrors.get(name) ?? null,
  }
}

function parameterHelp({ description, defaultValue }: Parameter): string {
  const sentence = `${description.charAt(0).toUpperCase()}${description.slice(1)}.`
  return defaultValue === undefined ? sentence : `${sentence} Defaults to ${defaultValue}.`
}

/** A field that is not in the table. */
export function simpleField(name: string, label: string, help: string, context: FormContext): FieldView {
  const value = context.values.get(name) ?? ''
  return {
    ...{ name, label, help, type: 'text', value, options: [], defaultValue: '', required: true },
    error: context.fieldErrors.get(name) ?? null,
  }
}

/** The initial values of a form: an option that the preset turns on is checked, unless a "no" is stored. */
export function initialValues(
  values: FormValues,
  preset: Preset | undefined,
  stored: StoredFields = {},
): FormValues {
  const ticked = listFormFieldsFor(stored).filter(
    ({ name, control }) => control === 'yes' && (stored[name] ?? preset?.fields[name]) === true,
  )
  return new Map([...values, ...ticked.map(({ name }) => [name, 'yes'] as const)])
}

/** A preset, as a choice on the page. */
export function toPresetChoice(name: string): PresetChoice {
  const { label, icon } = getPreset(name)?.fields ?? {}
  return {
    name,
    label: typeof label === 'string' ? label : name,
    icon: typeof icon === 'string' ? icon : null,
  }
}

/** All presets. If several have the same label, the full names of their providers tell them apart. */
export function listPresetChoices(): readonly PresetChoice[] {
  const all = listPresetNames().map(toPresetChoice)
  const named = all.map((each) =>
    all.filter(({ label }) => label === each.label).length === 1
      ? each
      : { ...each, label: getPreset(each.name)?.provider ?? each.name },
  )
  return named.sort((one, other) => one.label.localeCompare(other.label, 'en'))
}
