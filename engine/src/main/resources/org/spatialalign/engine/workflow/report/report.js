(function () {
  'use strict';
  var table = document.getElementById('clips');
  var body = table.tBodies[0];
  var rows = Array.prototype.slice.call(body.rows);
  var heads = Array.prototype.slice.call(table.tHead.rows[0].cells);
  function key(row, column, numeric) {
    var cell = row.cells[column];
    if (!numeric) { return cell.textContent; }
    return cell.dataset.v === '' ? null : Number(cell.dataset.v);
  }
  function sort(column) {
    var head = heads[column];
    var numeric = head.classList.contains('n');
    // Numbers start with the highest, words with A.
    var descending = head.getAttribute('aria-sort') === 'none' ? numeric : head.getAttribute('aria-sort') === 'ascending';
    heads.forEach(function (h) { if (h.hasAttribute('aria-sort')) { h.setAttribute('aria-sort', 'none'); } });
    head.setAttribute('aria-sort', descending ? 'descending' : 'ascending');
    rows.sort(function (a, b) {
      var x = key(a, column, numeric);
      var y = key(b, column, numeric);
      // Clips without a number stay at the end both ways.
      if (x === null || y === null) { return x === y ? 0 : x === null ? 1 : -1; }
      var order = numeric ? x - y : String(x).localeCompare(String(y), undefined, { numeric: true });
      return descending ? -order : order;
    });
    rows.forEach(function (row) { body.appendChild(row); });
  }
  heads.forEach(function (head, i) {
    var button = head.querySelector('button');
    if (button) { button.addEventListener('click', function () { sort(i); }); }
  });
  var filter = document.getElementById('filter');
  var shown = document.getElementById('shown');
  filter.addEventListener('input', function () {
    var words = filter.value.toLowerCase().split(/\s+/).filter(Boolean);
    var n = 0;
    rows.forEach(function (row) {
      var text = row.textContent.toLowerCase();
      var fits = words.every(function (w) { return text.indexOf(w) >= 0; });
      row.hidden = !fits;
      n += fits ? 1 : 0;
    });
    shown.textContent = words.length ? n + ' of ' + rows.length : '';
  });
})();
