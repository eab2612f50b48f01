const ID = 'connections-patternfly-fix';

/**
 * PatternFly makes `<html>` a size container, after which the background of
 * the page no longer fills the window. Its styles stay once they are loaded,
 * and so does this one.
 */
export function keepPageBackground() {
  if (document.getElementById(ID)) {
    return;
  }
  const style = document.createElement('style');
  style.id = ID;
  style.textContent = 'html { container-type: normal !important; }';
  document.head.append(style);
}
