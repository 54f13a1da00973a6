// Which of KERN's styles the portal uses: those whose names stand anywhere in its templates, scripts or code.
const folders = ['clusters', 'clusterweek', 'contacts', 'events', 'templates', 'static/js'];

module.exports = {
  css: ['node_modules/@kern-ux/native/dist/kern.min.css'],
  content: folders.map((folder) => `${folder}/**/*.{html,jinja,js,py}`),
  fontFace: true,
  keyframes: true,
  variables: true,
};
