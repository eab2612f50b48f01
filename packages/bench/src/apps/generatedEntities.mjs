/** The location of the made-up company, for either side. */
export function generatedEntities(target) {
  return {
    type: 'file',
    target,
    rules: [{ allow: ['Component', 'System', 'Group', 'Location'] }],
  };
}
