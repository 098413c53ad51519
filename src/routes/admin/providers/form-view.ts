import type { StoredFields } from '../../../backends/definition/stored.js'
import { capitalizeSentence } from '../../../backends/definition/problem.js'
import {
  describeParameter,
  getPreset,
  type Parameter,
  type ParameterName,
  PARAMETER_NAMES,
  type Preset,
  listPresetNames,
} from '../../../backends/presets/index.js'
import type { TextWithoutParams } from '../../../locales/messages.js'
import type { Translator } from '../../../locales/translator.js'
import type { FieldView, PresetChoice } from '../../../pages/render.js'
import type { FieldErrors, FormValues } from './draft.js'
import { fieldErrorText } from './form-errors.js'
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
  readonly translator: Translator
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

function fieldView(field: FormField, context: FormContext): FieldView {
  const { values, fieldErrors, preset, hasSecret, translator } = context
  const { name, label, help, control, options } = field
  const presetValue = preset?.fields[name]
  const isSecret = control === 'secret' || control === 'secret-json'
  const retained = isSecret && hasSecret ? [translator.t('adminProviderForm.keepSecret')] : []
  return {
    name,
    type: control,
    label: translator.format(label),
    help: [translator.format(help), ...retained].join(' '),
    options: options.map((value) => [value, optionText(name, value, translator)]),
    value: isSecret ? '' : (values.get(name) ?? ''),
    defaultValue: toDefaultText(presetValue) ?? field.defaultText,
    required: name === 'clientId' || OAUTH2_FIELDS.includes(field),
    error: fieldErrorText(fieldErrors, name, translator),
  }
}

/** An option in words, with its value; the value alone where it is a name, such as `RS256`. */
function optionText(field: string, value: string, translator: Translator): string {
  const label = translator.template(`adminField.${field}.choice.${value === '' ? 'default' : value}`)
  if (label === null || value === '') return label ?? value
  return translator.t('adminProviderForm.choice', { label, value })
}

function toDefaultText(value: unknown): string | null {
  if (typeof value === 'string') return value
  return Array.isArray(value) ? value.join(' ') : null
}

/** The parameters of a preset, such as the domain of a tenant. */
export function parameterViews(
  preset: Preset | undefined,
  { values, fieldErrors, translator }: Omit<FormContext, 'preset' | 'hasSecret'>,
): readonly FieldView[] {
  return PARAMETER_NAMES.flatMap((name) => {
    const parameter = preset?.parameters?.[name]
    return parameter === undefined
      ? []
      : [parameterView(name, parameter, { values, fieldErrors, translator })]
  })
}

function parameterView(
  name: ParameterName,
  parameter: Parameter,
  { values, fieldErrors, translator }: Omit<FormContext, 'preset' | 'hasSecret'>,
): FieldView {
  return {
    name,
    label: translator.t(`adminParameter.${name}`),
    help: parameterHelp(parameter, translator),
    type: 'text',
    value: values.get(name) ?? '',
    options: [],
    defaultValue: parameter.defaultValue ?? '',
    required: parameter.defaultValue === undefined,
    error: fieldErrorText(fieldErrors, name, translator),
  }
}

function parameterHelp(parameter: Parameter, translator: Translator): string {
  const sentence = capitalizeSentence(`${describeParameter(parameter, translator)}.`)
  const { defaultValue } = parameter
  return defaultValue === undefined
    ? sentence
    : `${sentence} ${translator.t('adminProviderForm.defaultsTo', { value: defaultValue })}`
}

/** The texts of the field for the issuer. */
export const ISSUER_TEXTS = {
  label: 'adminProviderForm.issuer',
  help: 'adminProviderForm.issuerHelp',
} as const

/** A field that is not in the table. */
export function simpleField(
  name: string,
  texts: { readonly label: TextWithoutParams; readonly help: TextWithoutParams },
  context: FormContext,
): FieldView {
  const { translator } = context
  const value = context.values.get(name) ?? ''
  return {
    name,
    type: 'text',
    value,
    options: [],
    defaultValue: '',
    required: true,
    label: translator.t(texts.label),
    help: translator.t(texts.help),
    error: fieldErrorText(context.fieldErrors, name, translator),
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
export function listPresetChoices(translator: Translator): readonly PresetChoice[] {
  const all = listPresetNames().map(toPresetChoice)
  const named = all.map((each) =>
    all.filter(({ label }) => label === each.label).length === 1
      ? each
      : { ...each, label: fullName(each.name, translator) },
  )
  return named.sort((one, other) => one.label.localeCompare(other.label, translator.locale))
}

function fullName(name: string, translator: Translator): string {
  return translator.template(`presetName.${name}`) ?? getPreset(name)?.provider ?? name
}
