import '@vaadin/text-field';
import '@vaadin/password-field';
import './ui/marks.js';
import './ui/named-lists.js';
import './ui/toast.js';
import './shell/console.js';
