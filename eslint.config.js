import tseslint from 'typescript-eslint'

export default tseslint.config(
  {
    ignores: ['dist/', 'data/', 'coverage/', 'src/store/generated/', 'public/', 'node_modules/', 'examples/'],
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      // Numbers in messages are what one wants to read there.
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // The compiler does not look for misspelled members in a literal that is spread.
      'no-restricted-syntax': [
        'error',
        {
          selector:
            'ObjectExpression > SpreadElement > ObjectExpression, ' +
            'ObjectExpression > SpreadElement > TSAsExpression > ObjectExpression, ' +
            ':matches(ArrayExpression, CallExpression) > SpreadElement > ArrayExpression, ' +
            ':matches(ArrayExpression, CallExpression) > SpreadElement > TSAsExpression > ArrayExpression',
          message: 'Write the members of this literal without spreading it.',
        },
      ],
    },
  },
)
