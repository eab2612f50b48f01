/** In a line of its own, so that code is formatted alike however long the name is. */
export const SERVICE_NAME = '${{ values.name }}';
