import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { errorComponents } from '../errors/errorComponents';
import { appLayout } from '../layout/appLayout';
import { navContent } from '../nav/navContent';
import { signInPage } from '../signIn/signInPage';
import { darkTheme, lightTheme } from '../theme/themes';

/** What surrounds every page: layout, navigation, themes, sign-in and errors. */
export const appModule = createFrontendModule({
  pluginId: 'app',
  extensions: [
    appLayout,
    navContent,
    signInPage,
    lightTheme,
    darkTheme,
    ...errorComponents,
  ],
});
