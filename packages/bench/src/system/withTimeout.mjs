/** Bounds a step: the error names it and how long it was given. */
export async function withTimeout(title, milliseconds, work) {
  let timer;
  const late = new Promise((_, reject) => {
    const message = `${title} took longer than ${milliseconds / 1000} s`;
    timer = setTimeout(() => reject(new Error(message)), milliseconds);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
