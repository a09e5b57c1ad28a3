"use strict";
(() => {
  // <define:BUILD>
  var define_BUILD_default = { worker: "/assets/worker.js?4bb4c8153c57331fc4d856865df96599" };

  // node_modules/preact/dist/preact.mjs
  var n;
  var t;
  var r;
  var u;
  var i;
  var f;
  var o;
  var e;
  var l;
  var c;
  var a;
  var s;
  var h = /* @__PURE__ */ Symbol.for("pv");
  var p = {};
  var y = [];
  var v = /^m(i|n|o|s|text|space)$/;
  var w = Array.isArray;
  var d = y.slice;
  var _ = Object.assign;
  function g(n3) {
    n3 && n3.parentNode && n3.remove();
  }
  function k(n3, t4, r4) {
    var u4, i4, f5, o5 = {}, e4 = arguments.length;
    for (f5 in t4) "key" == f5 ? u4 = t4[f5] : "ref" == f5 && "function" != typeof n3 ? i4 = t4[f5] : o5[f5] = t4[f5];
    return e4 > 2 && (o5.children = e4 > 3 ? d.call(arguments, 2) : r4), m(n3, o5, u4, i4, null);
  }
  function m(r4, u4, i4, f5, o5) {
    var e4 = { type: r4, props: u4, key: i4, ref: f5, __k: null, __: null, __b: 0, __e: null, __c: null, constructor: h, __v: o5 || ++t, __i: -1, __u: 0 };
    return !o5 && n.vnode && n.vnode(e4), e4;
  }
  function $(n3) {
    return n3.children;
  }
  function x(n3, t4) {
    this.props = n3, this.context = t4, this.__g = 0;
  }
  function S(n3, t4) {
    if (null == t4) return n3.__ && S(n3.__, n3.__i + 1);
    for (var r4; t4 < n3.__k.length; t4++) if ((r4 = n3.__k[t4]) && r4.__e) return r4.__e;
    return "function" != typeof n3.type || n3.props.__P ? null : S(n3);
  }
  function C(t4) {
    var r4, u4 = t4.__v, i4 = u4.__e, f5 = [], o5 = [], e4 = t4.__P;
    e4 && ((r4 = _({ constructor: h }, u4)).__v = u4.__v + 1, n.vnode && n.vnode(r4), z(e4, r4, u4, t4.__n, e4.namespaceURI, 32 & u4.__u ? [i4] : null, f5, i4 || S(u4), 32 & u4.__u, o5), r4.__v = u4.__v, r4.__.__k[r4.__i] = r4, E(f5, r4, o5), u4.__ = u4.__e = null, r4.__e != i4 && j(r4));
  }
  function j(n3) {
    if ((n3 = n3.__) && n3.__c && !n3.props.__P) return n3.__e = null, n3.__k.some(function(t4) {
      return t4 && (n3.__e = t4.__e);
    }), j(n3);
  }
  function L(t4) {
    (8 & t4.__g || (t4.__g |= 8, u.push(t4), f++)) && i == n.debounceRendering || ((i = n.debounceRendering) || queueMicrotask)(H);
  }
  function H() {
    try {
      for (var n3, t4 = 1; u.length; ) u.length > t4 && u.sort(o), n3 = u.shift(), t4 = u.length, 8 & n3.__g && C(n3);
    } finally {
      (f = u.length) && (i || queueMicrotask)(H);
    }
  }
  function I(n3, t4, r4, u4, i4, f5, o5, e4, l4, c4, a5) {
    var s4, h5, v4, w5, d5, _4, g5 = u4.__k || y, k4 = t4.length;
    for (l4 = q(r4, t4, g5, l4, k4), s4 = 0; s4 < k4; s4++) null != (v4 = r4.__k[s4]) && (h5 = ~v4.__i && g5[v4.__i] || p, v4.__i = s4, _4 = z(n3, v4, h5, i4, f5, o5, e4, l4, c4, a5), w5 = v4.__e, (h5.ref != v4.ref || 8 & h5.__u) && (h5.ref && G(h5.ref, null, v4, h5), v4.ref && a5.push(v4.ref, v4.__c || w5, v4)), d5 = d5 || w5, 4 & v4.__u ? (l4 = A(v4, l4, n3, !h5.__v), h5.__e && (h5.__e = null)) : "function" == typeof v4.type && void 0 !== _4 ? l4 = _4 : w5 && (l4 = w5.nextSibling), v4.__u &= -21);
    return r4.__e = d5, l4;
  }
  function q(n3, t4, r4, u4, i4) {
    var f5, o5, e4, l4, c4, a5, s4, p5, y5, v4 = r4.length, d5 = v4, _4 = 0, g5 = 0, k4 = n3.__k = Array(i4);
    for (f5 = 0; f5 < i4; f5++) null != (o5 = t4[f5]) && "boolean" != typeof o5 && "function" != typeof o5 ? ("object" != typeof o5 || o5.constructor === String ? o5 = k4[f5] = m(null, o5) : w(o5) ? o5 = k4[f5] = m($, { children: o5 }) : o5.constructor === h && o5.__b ? o5 = k4[f5] = m(o5.type, o5.props, o5.key, o5.ref, o5.__v) : k4[f5] = o5, l4 = f5 + _4, o5.__ = n3, o5.__b = n3.__b + 1, e4 = null, ~(c4 = o5.__i = P(o5, r4, l4, d5)) && (d5--, (e4 = r4[c4]) && (e4.__u |= 2)), e4 && e4.__v ? (o5.__u |= 16, c4 == l4 - 1 ? _4-- : c4 == l4 + 1 ? _4++ : c4 != l4 && (c4 > l4 ? _4-- : _4++, g5 = 1)) : (~c4 || (i4 > v4 ? _4-- : i4 < v4 && _4++), "function" != typeof o5.type && (o5.__u |= 4))) : k4[f5] = null;
    if (g5) {
      for (a5 = [], s4 = [], f5 = 0; f5 < i4; f5++) if ((o5 = k4[f5]) && 16 & o5.__u) {
        for (_4 = 0, p5 = a5.length; _4 < p5; ) a5[y5 = _4 + p5 >> 1] < o5.__i ? _4 = y5 + 1 : p5 = y5;
        a5[_4] = o5.__i, s4[f5] = _4 + 1;
      }
      for (_4 = a5.length; f5--; ) s4[f5] && (s4[f5] == _4 ? _4-- : k4[f5].__u |= 4);
    }
    if (d5) for (f5 = 0; f5 < v4; f5++) !(e4 = r4[f5]) || 2 & e4.__u || (e4.__e == u4 && (u4 = S(e4)), J(e4, e4));
    return u4;
  }
  function A(n3, t4, r4, u4) {
    var i4, f5, o5, e4;
    if ("function" == typeof n3.type) {
      if (n3.props.__P) return t4;
      if (i4 = n3.__k) for (f5 = 0; f5 < i4.length; f5++) i4[f5] && (i4[f5].__ = n3, t4 = A(i4[f5], t4, r4, false));
      return t4;
    }
    for (t4 && !t4.parentNode && (t4 = S(n3)) && !t4.parentNode && (t4 = null), o5 = n3.__e, e4 = t4; e4 && 8 == e4.nodeType; ) e4 = e4.nextSibling;
    for (o5 != e4 && (!u4 && r4.moveBefore && o5.parentNode ? r4.moveBefore(o5, t4) : r4.insertBefore(o5, t4 || null)), t4 = o5; (t4 = t4 && t4.nextSibling) && 8 == t4.nodeType && !t4.data.startsWith("$s"); ) ;
    return t4;
  }
  function P(n3, t4, r4, u4) {
    var i4, f5 = n3.key, o5 = n3.type, e4 = t4[r4], l4 = e4 && !(2 & e4.__u);
    if (null === e4 && null == f5 || l4 && f5 == e4.key && o5 == e4.type) return r4;
    if (u4 > (l4 ? 1 : 0)) {
      for (i4 = r4 - 1; i4 >= 0; i4--) if ((e4 = t4[i4]) && !(2 & e4.__u) && f5 == e4.key && o5 == e4.type) return i4;
      for (i4 = r4 + 1; i4 < t4.length; i4++) if ((e4 = t4[i4]) && !(2 & e4.__u) && f5 == e4.key && o5 == e4.type) return i4;
    }
    return -1;
  }
  function T(n3, t4, r4) {
    null == r4 && (r4 = ""), "-" == t4[0] ? n3.setProperty(t4, r4) : n3[t4] = r4;
  }
  function N(n3, t4, r4, u4, i4) {
    var f5, o5;
    if ("style" == t4) if ("string" == typeof r4) n3.style.cssText = r4;
    else {
      if ("string" == typeof u4 && (n3.style.cssText = u4 = ""), u4) for (t4 in u4) r4 && t4 in r4 || T(n3.style, t4);
      if (r4) for (t4 in r4) u4 && r4[t4] == u4[t4] || T(n3.style, t4, r4[t4]);
    }
    else if ("o" == t4[0] && "n" == t4[1]) "function" != typeof r4 && (r4 = null), "function" != typeof u4 && (u4 = null), (n3.__e || (n3.__e = {}))[t4] = r4, r4 && u4 || (o5 = a[t4] || (a[t4] = V(t4)), (n3.__a || (n3.__a = {}))[t4] = c, f5 = t4 != (t4 = t4.replace(l, "$1")), (t4 = t4.slice(2))[0] < "a" && (t4 = t4.toLowerCase()), r4 ? n3.addEventListener(t4, o5, f5) : n3.removeEventListener(t4, o5, f5));
    else {
      if ("http://www.w3.org/2000/svg" == i4) t4 = t4.replace(/xlink(H|:h)/, "h").replace(/sName$/, "s");
      else if ("width" != t4 && "height" != t4 && "href" != t4 && "list" != t4 && "form" != t4 && "tabIndex" != t4 && "download" != t4 && "rowSpan" != t4 && "colSpan" != t4 && "role" != t4 && "popover" != t4 && t4 in n3) try {
        return void (n3[t4] = null == r4 ? "" : r4);
      } catch (n4) {
      }
      if ("function" == typeof r4) return;
      null == r4 || false === r4 && "-" != t4[4] ? n3.removeAttribute(t4) : n3.setAttribute(t4, "popover" == t4 && 1 == r4 ? "" : r4);
    }
  }
  function V(t4) {
    return function(r4) {
      var u4 = this.__e;
      if (u4) {
        if (u4 = u4[t4], null == r4[e]) r4[e] = c++;
        else if (r4[e] < this.__a[t4]) return;
        return u4(n.event ? n.event(r4) : r4);
      }
    };
  }
  function z(t4, r4, u4, i4, f5, o5, e4, l4, c4, a5) {
    var s4, p5, v4, d5, k4, b3, m5, M2, C3, j4, L2, H2, q2, A4, O2, P3, T4, N2, V2 = r4.type;
    if (r4.constructor !== h) return null;
    128 & u4.__u && (c4 = 32 & u4.__u, s4 = u4.__c.__z) && (r4.__u |= c4, p5 = o5 = [], 8 == s4.nodeType ? l4 = B(s4, o5) : o5.push(s4), l4 = o5[0] || l4), (s4 = n.__b) && s4(r4);
    n: if ("function" == typeof V2) {
      v4 = e4.length;
      try {
        if (M2 = r4.props, C3 = (s4 = V2.prototype) && s4.render, j4 = (s4 = V2.contextType) && i4[s4.__c], L2 = s4 ? j4 ? j4.props.value : s4.__ : i4, (d5 = u4.__c) ? (r4.__c = d5, 2 & d5.__g && (d5.__g |= 1)) : (C3 ? r4.__c = d5 = new V2(M2, L2) : (r4.__c = d5 = new x(M2, L2), d5.constructor = V2, d5.render = K), j4 && j4.sub(d5), d5.state || (d5.state = {}), d5.__n = i4, d5.__g |= 8, d5.__h = [], d5.__k = []), C3 && (d5.__s || (d5.__s = d5.state), V2.getDerivedStateFromProps && (d5.__s == d5.state && (d5.__s = _({}, d5.__s)), _(d5.__s, V2.getDerivedStateFromProps(M2, d5.__s)))), k4 = d5.props, b3 = d5.state, d5.__v = r4, u4.__c) {
          if (M2 !== k4 && C3 && !V2.getDerivedStateFromProps && d5.componentWillReceiveProps && d5.componentWillReceiveProps(M2, L2), r4.__v == u4.__v && !(8 & d5.__g) || !(4 & d5.__g) && d5.shouldComponentUpdate && false === d5.shouldComponentUpdate(M2, d5.__s, L2)) {
            r4.__v != u4.__v && (d5.props = M2, d5.state = d5.__s, d5.__g &= -9), r4.__e = u4.__e, r4.__k = u4.__k, r4.__k.some(function(n3) {
              n3 && (n3.__ = r4);
            }), y.push.apply(d5.__h, d5.__k), d5.__k = [], d5.__h.length && e4.push(d5), l4 = S(u4);
            break n;
          }
          d5.componentWillUpdate && d5.componentWillUpdate(M2, d5.__s, L2), C3 && d5.componentDidUpdate && d5.__h.push(function() {
            d5.componentDidUpdate(k4, b3, m5);
          });
        } else C3 && !V2.getDerivedStateFromProps && d5.componentWillMount && d5.componentWillMount(), C3 && d5.componentDidMount && d5.__h.push(d5.componentDidMount);
        d5.context = L2, d5.props = M2, d5.__P = t4, d5.__g &= -5, H2 = n.__r, q2 = C3 ? 25 : 0;
        do {
          d5.__g &= -9, H2 && H2(r4), s4 = d5.render(d5.props, d5.state = d5.__s, d5.context);
        } while (8 & d5.__g && ++q2 < 25);
        C3 && (y.push.apply(d5.__h, d5.__k), d5.__k = []), d5.state = d5.__s, d5.getChildContext && (i4 = _({}, i4, d5.getChildContext())), C3 && u4.__c && d5.getSnapshotBeforeUpdate && (m5 = d5.getSnapshotBeforeUpdate(k4, b3)), A4 = s4 && s4.type === $ && null == s4.key ? s4.props.children : s4, M2.__P && (s4 = l4, f5 = (t4 = M2.__P).namespaceURI, c4 = o5 = null, u4.props && u4.props.__P != t4 && (u4.__k.some(function(n3) {
          n3 && J(n3, n3);
        }), u4.__k = null), l4 = u4.__k ? S(u4, 0) : null), l4 = I(t4, w(A4) ? A4 : [A4], r4, u4, i4, f5, o5, e4, l4, c4, a5), M2.__P && (r4.__e = null, l4 = s4), r4.__u &= -161, p5 && p5.some(g), d5.__h.length && e4.push(d5), 1 & d5.__g && (d5.__g &= -4);
      } catch (t5) {
        if (e4.length = v4, r4.__v = null, c4 || o5) if (t5 && t5.then) {
          if (r4.__u |= 128 | c4, o5) {
            for (~(T4 = o5.indexOf(l4 || void 0)) || (T4 = o5.length); (N2 = o5[T4 - 1]) && 8 == N2.nodeType; ) T4--;
            for (; T4 < o5.length; T4++) if (N2 = o5[T4]) if (o5[T4] = null, O2) {
              if (N2 == P3) break;
            } else {
              if (8 != N2.nodeType) break;
              N2.data.startsWith("$s") && (P3 = B(O2 = N2));
            }
          }
          if (!O2) {
            for (; l4 && 8 == l4.nodeType && l4.nextSibling; ) l4 = l4.nextSibling;
            O2 = l4;
          }
          (s4 = B(O2 = r4.__c.__z || (r4.__c.__z = O2))) ? (r4.__e = O2, l4 = s4) : r4.__e = l4, l4 = l4 && l4.nextSibling;
        } else o5 && o5.some(g);
        else r4.__e = u4.__e;
        r4.__k || (r4.__k = u4.__k || []), t5 && t5.then || D(r4), n.__e(t5, r4, u4);
      }
    } else l4 = r4.__e = F(u4.__e, r4, u4, i4, f5, o5, e4, c4, a5, t4);
    return (s4 = n.diffed) && s4(r4), l4;
  }
  function B(n3, t4) {
    if (n3 && 8 == n3.nodeType && n3.data.startsWith("$s")) for (var r4 = 1; n3 = n3.nextSibling; ) {
      if (8 == n3.nodeType) {
        if (n3.data.startsWith("$s")) r4++;
        else if (n3.data.startsWith("/$s") && !--r4) return n3;
      }
      t4 && t4.push(n3);
    }
  }
  function D(n3) {
    n3 && (n3.__c && (n3.__c.__g |= 4), n3.__k && n3.__k.some(D));
  }
  function E(t4, r4, u4) {
    for (var i4 = 0; i4 < u4.length; ) G(u4[i4++], u4[i4++], u4[i4++]);
    n.__c && n.__c(r4, t4), t4.some(function(r5) {
      try {
        t4 = r5.__h, r5.__h = [], t4.some(function(n3) {
          n3.call(r5);
        });
      } catch (t5) {
        n.__e(t5, r5.__v);
      }
    });
  }
  function F(t4, r4, u4, i4, f5, o5, e4, l4, c4, a5) {
    var s4, h5, y5, _4, k4, b3, m5, M2, $2 = u4.props || p, x3 = r4.props, C3 = r4.type;
    if ("svg" == C3 ? f5 = "http://www.w3.org/2000/svg" : "math" == C3 ? f5 = "http://www.w3.org/1998/Math/MathML" : f5 || (f5 = "http://www.w3.org/1999/xhtml"), o5) {
      for (s4 = 0; s4 < o5.length; s4++) if ((k4 = o5[s4]) && (C3 ? k4.localName == C3 : 3 == k4.nodeType)) {
        t4 = k4, o5[s4] = null;
        break;
      }
    }
    if (!t4) {
      if (M2 = a5.ownerDocument || document, !C3) return M2.createTextNode(x3);
      t4 = M2.createElementNS(f5, C3, x3.is ? x3 : a5), l4 && (n.__m && n.__m(r4, o5), l4 = false), o5 = null;
    }
    if (C3) {
      if (a5 = "template" == C3 && t4.content || t4, o5 = "textarea" == C3 && null != x3.defaultValue ? null : o5 && d.call(a5.childNodes), !l4 && o5) for ($2 = {}, s4 = 0; s4 < t4.attributes.length; s4++) $2[(k4 = t4.attributes[s4]).name] = k4.value;
      for (s4 in $2) k4 = $2[s4], "dangerouslySetInnerHTML" == s4 ? y5 = k4 : "children" == s4 || s4 in x3 || "value" == s4 && "defaultValue" in x3 || "checked" == s4 && "defaultChecked" in x3 || N(t4, s4, null, k4, f5);
      for (s4 in x3) k4 = x3[s4], "children" == s4 ? _4 = k4 : "dangerouslySetInnerHTML" == s4 ? h5 = k4 : "value" == s4 ? b3 = k4 : "checked" == s4 ? m5 = k4 : l4 && "function" != typeof k4 || $2[s4] === k4 || N(t4, s4, k4, $2[s4], f5);
      h5 ? (l4 || y5 && (h5.__html == y5.__html || h5.__html == t4.innerHTML) || (t4.innerHTML = h5.__html), r4.__k = []) : (y5 && (t4.textContent = ""), ("foreignObject" == C3 || "http://www.w3.org/1998/Math/MathML" == f5 && v.test(C3)) && (f5 = "http://www.w3.org/1999/xhtml"), I(a5, w(_4) ? _4 : [_4], r4, u4, i4, f5, o5, e4, o5 ? o5[0] : u4.__k && S(u4, 0), l4, c4), o5 && o5.some(g)), l4 && "textarea" != C3 || (s4 = "value", "progress" == C3 && null == b3 ? t4.removeAttribute(s4) : null == b3 || b3 === t4[s4] && ("progress" != C3 || b3) || N(t4, s4, b3, $2[s4], f5), s4 = "checked", null != m5 && m5 != t4[s4] && N(t4, s4, m5, $2[s4], f5));
    } else $2 === x3 || l4 && t4.data == x3 || (t4.data = x3);
    return t4;
  }
  function G(t4, r4, u4, i4) {
    try {
      "function" == typeof t4 ? r4 ? r4.__x = t4(r4) || 1 : i4 && (i4 = i4.__c || i4.__e) && (r4 = i4.__x) && (i4.__x = null, "function" == typeof r4 ? r4() : t4(null)) : t4.current = r4;
    } catch (t5) {
      n.__e(t5, u4);
    }
  }
  function J(t4, r4, u4) {
    var i4, f5, o5, e4;
    if (n.unmount && n.unmount(t4), !(i4 = t4.ref) || i4.current && i4.current != t4.__e || G(i4, null, r4, t4), i4 = t4.__c) {
      if (i4.componentWillUnmount) try {
        i4.componentWillUnmount();
      } catch (t5) {
        n.__e(t5, r4);
      }
      i4.__P = i4.__n = null;
    }
    if (i4 = t4.__k) for (e4 = 0; e4 < i4.length; e4++) i4[e4] && J(i4[e4], r4, "function" != typeof t4.type || u4 && !t4.props.__P);
    !u4 && (i4 = t4.__c) && (i4 = i4.__z) && (f5 = B(i4, o5 = [])) && (i4 == t4.__e && o5.some(g), g(f5), g(i4)), u4 || g(t4.__e), t4.__e = t4.__c = t4.__ = null;
  }
  function K(n3, t4, r4) {
    return this.constructor(n3, r4);
  }
  function Q(t4, r4) {
    var u4, i4, f5, o5;
    n.__ && n.__(t4, r4), 9 == r4.nodeType && (r4 = r4.documentElement), i4 = (u4 = t4 && 32 & t4.__u) ? null : r4.__k, r4.__k = m($, { children: [t4] }), f5 = [], o5 = [], z(r4, r4.__k, i4 || p, p, r4.namespaceURI, i4 ? null : r4.firstChild ? d.call(r4.childNodes) : null, f5, i4 ? i4.__e : r4.firstChild, u4, o5), E(f5, r4.__k, o5), r4.__k.props.children = null;
  }
  function U(n3) {
    function t4(n4) {
      var r4, u4;
      return this.getChildContext || (r4 = /* @__PURE__ */ new Set(), (u4 = {})[t4.__c] = this, this.getChildContext = function() {
        return u4;
      }, this.shouldComponentUpdate = function(n5) {
        this.props.value != n5.value && r4.forEach(function(n6) {
          n6.__g |= 4, L(n6);
        });
      }, this.sub = function(n5) {
        r4.add(n5);
        var t5 = n5.componentWillUnmount;
        n5.componentWillUnmount = function() {
          r4.delete(n5), t5 && t5.call(n5);
        };
      }), n4.children;
    }
    return t4.__c = "__cC" + s++, t4.__ = n3, t4.Provider = (t4.Consumer = function(n4, t5) {
      return n4.children(t5);
    }).contextType = t4, t4;
  }
  n = { __e: function(n3, t4, r4, u4) {
    for (var i4, o5, e4; t4 = t4.__; ) if ((i4 = t4.__c) && !(1 & i4.__g)) {
      i4.__g |= 4;
      try {
        if ((e4 = (o5 = i4.constructor) && o5.getDerivedStateFromError) && i4.setState(o5.getDerivedStateFromError(n3)), i4.componentDidCatch && (i4.componentDidCatch(n3, u4 || {}), e4 = 1), e4 && 8 & i4.__g) return void (i4.__g |= 2);
      } catch (t5) {
        n3 = t5;
      }
    }
    throw f = 0, n3;
  } }, t = 0, r = function(n3) {
    return null != n3 && n3.constructor === h;
  }, x.prototype.setState = function(n3, t4) {
    var r4 = this.__s;
    r4 && r4 != this.state || (r4 = this.__s = _({}, this.state)), "function" == typeof n3 && (n3 = n3(_({}, r4), this.props)), n3 && (_(r4, n3), this.__v && (t4 && this.__k.push(t4), L(this)));
  }, x.prototype.forceUpdate = function(n3) {
    this.__v && (this.__g |= 4, n3 && this.__h.push(n3), L(this));
  }, x.prototype.render = $, u = [], f = 0, o = function(n3, t4) {
    return n3.__v.__b - t4.__v.__b;
  }, e = /* @__PURE__ */ Symbol(), l = /(PointerCapture)$|Capture$/i, c = 0, a = {}, s = 0;

  // node_modules/preact/hooks/dist/hooks.mjs
  var t2;
  var r2;
  var u2;
  var i2;
  var o2 = Object.is;
  var f2 = 0;
  var c2 = [];
  var e2 = [];
  var a2 = n;
  var v2 = a2.__b;
  var l2 = a2.__r;
  var m2 = a2.diffed;
  var h2 = a2.__c;
  var s2 = a2.unmount;
  var p2 = a2.__;
  function y2(n3, t4) {
    a2.__h && a2.__h(r2, n3, f2 || t4), f2 = 0;
    var u4 = r2.__H || (r2.__H = { __: [], __h: [] });
    return n3 >= u4.__.length && u4.__.push({}), u4.__[n3];
  }
  function d2(n3) {
    return f2 = 1, _2(G2, n3);
  }
  function _2(n3, u4, i4) {
    var f5 = y2(t2++, 2);
    if (f5.t = n3, !f5.__c && (f5.__ = [i4 ? i4(u4) : G2(void 0, u4), function(n4) {
      var t4 = (f5.__N || f5.__)[0], r4 = f5.t(t4, n4);
      o2(t4, r4) || (f5.__N = [r4, f5.__[1]], f5.__c.setState({}));
    }], f5.__c = r2, !r2.__f)) {
      r2.__f = true;
      var c4 = r2.shouldComponentUpdate;
      r2.shouldComponentUpdate = function(n4, t4, r4) {
        var u5 = this.__H;
        if (!u5) return true;
        var i5 = false, f6 = this.props != n4;
        if (u5.__.some(function(n5) {
          n5.__N && (i5 = true, o2(n5.__[0], n5.__N[0]) || (f6 = true));
        }), c4) {
          var e4 = c4.call(this, n4, t4, r4);
          return i5 ? e4 || f6 : e4;
        }
        return !i5 || f6;
      };
    }
    return f5.__;
  }
  function A2(n3, u4) {
    var i4 = y2(t2++, 3);
    !a2.__s && E2(i4.__H, u4) && (i4.__P = true, i4.__ = n3, i4.u = u4, r2.__H.__h.push(i4));
  }
  function T2(n3) {
    return f2 = 5, w2(function() {
      return { current: n3 };
    }, []);
  }
  function w2(n3, r4) {
    var u4 = y2(t2++, 7);
    return E2(u4.__H, r4) && (u4.__ = n3(), u4.__H = r4), u4.__;
  }
  function j2(n3) {
    var u4 = r2.context[n3.__c], i4 = y2(t2++, 9);
    return i4.c = n3, u4 ? (null == i4.__ && (i4.__ = true, u4.sub(r2)), u4.props.value) : n3.__;
  }
  function P2() {
    var n3 = y2(t2++, 11);
    if (!n3.__) {
      for (var u4 = r2.__v; !u4.__m && u4.__; ) u4 = u4.__;
      var i4 = u4.__m || (u4.__m = [0, 0]);
      n3.__ = "P" + i4[0] + "-" + i4[1]++;
    }
    return n3.__;
  }
  function g2() {
    var n3;
    do {
      for (; n3 = e2.shift(); ) try {
        C2(n3);
      } catch (t5) {
        a2.__e(t5, { __: (n3 = n3.__P) && n3.__v });
      }
      for (; n3 = c2.shift(); ) {
        var t4 = n3.__H;
        if (n3.__P && t4) try {
          t4.__h.some(C2), t4.__h.some(D2), t4.__h = [];
        } catch (r4) {
          t4.__h = [], a2.__e(r4, n3.__v);
        }
      }
    } while (e2.length);
  }
  a2.__b = function(n3) {
    r2 = null, v2 && v2(n3);
  }, a2.__ = function(n3, t4) {
    n3 && t4.__k && t4.__k.__m && (n3.__m = t4.__k.__m), p2 && p2(n3, t4);
  }, a2.__r = function(n3) {
    l2 && l2(n3), t2 = 0;
    var i4 = (r2 = n3.__c).__H;
    i4 && (u2 == r2 ? r2.__h = [] : (i4.__h.some(C2), i4.__h.some(D2), t2 = 0), i4.__h = [], i4.__.some(function(n4) {
      n4.__N && (n4.__ = n4.__N), n4.u = n4.__N = void 0;
    })), u2 = r2;
  }, a2.diffed = function(n3) {
    m2 && m2(n3);
    var t4 = n3.__c;
    t4 && t4.__H && (t4.__H.__h.length && B2(c2.push(t4)), t4.__H.__.some(function(n4) {
      n4.u && (n4.__H = n4.u);
    })), u2 = r2 = null;
  }, a2.__c = function(n3, t4) {
    t4.some(function(n4) {
      try {
        n4.__h.some(C2), n4.__h = n4.__h.filter(function(n5) {
          return !n5.__ || D2(n5);
        });
      } catch (t5) {
        n4.__h = [function() {
          throw t5;
        }];
      }
    }), h2 && h2(n3, t4);
  }, a2.unmount = function(n3) {
    s2 && s2(n3);
    var t4, r4, u4 = n3.__c;
    u4 && u4.__H && (u4.__H.__.some(function(u5) {
      try {
        if (u5.__P && u5.__c) {
          if (void 0 === r4) {
            for (r4 = n3.__; r4 && (!r4.__c || !r4.__c.__P); ) r4 = r4.__;
            r4 = r4 && r4.__c;
          }
          u5.__P = r4, B2(e2.push(u5));
        } else C2(u5);
      } catch (n4) {
        t4 = n4;
      }
    }), u4.__H = void 0, t4 && a2.__e(t4, u4.__v));
  };
  var k2 = "function" == typeof requestAnimationFrame;
  function z2(n3) {
    var t4, r4 = function() {
      clearTimeout(u4), k2 && cancelAnimationFrame(t4), setTimeout(n3);
    }, u4 = setTimeout(r4, 35);
    k2 && (t4 = requestAnimationFrame(r4));
  }
  function B2(n3) {
    1 != n3 && i2 == a2.requestAnimationFrame || ((i2 = a2.requestAnimationFrame) || z2)(g2);
  }
  function C2(n3) {
    var t4 = r2, u4 = n3.__c;
    "function" == typeof u4 && (n3.__c = void 0, u4()), r2 = t4;
  }
  function D2(n3) {
    var t4 = r2;
    n3.__c = n3.__(), r2 = t4;
  }
  function E2(n3, t4) {
    return !n3 || n3.length != t4.length || t4.some(function(t5, r4) {
      return !o2(t5, n3[r4]);
    });
  }
  function G2(n3, t4) {
    return "function" == typeof t4 ? t4(n3) : t4;
  }

  // node_modules/@preact/signals-core/dist/signals-core.module.js
  var i3 = /* @__PURE__ */ Symbol.for("preact-signals");
  function t3() {
    if (!(v3 > 1)) {
      var i4, t4 = false;
      !(function() {
        var i5 = c3;
        c3 = void 0;
        while (void 0 !== i5) {
          var t5 = i5.S;
          if (t5.v === i5.v) {
            for (var r5 = t5.t; void 0 !== r5; r5 = r5.x) if (r5.i === i5.i) r5.i = t5.i;
          }
          i5 = i5.o;
        }
      })();
      while (void 0 !== h3) {
        var r4 = h3;
        h3 = void 0;
        s3++;
        while (void 0 !== r4) {
          var n3 = r4.u;
          r4.u = void 0;
          r4.f &= -3;
          if (!(8 & r4.f) && w3(r4)) try {
            r4.c();
          } catch (r5) {
            if (!t4) {
              i4 = r5;
              t4 = true;
            }
          }
          r4 = n3;
        }
      }
      s3 = 0;
      v3--;
      if (t4) throw i4;
    } else v3--;
  }
  function r3(i4) {
    if (v3 > 0) return i4();
    u3 = ++e3;
    v3++;
    try {
      return i4();
    } finally {
      t3();
    }
  }
  var n2;
  var o3 = void 0;
  function f3(i4) {
    var t4 = o3, r4 = n2;
    o3 = void 0;
    n2 = void 0;
    try {
      return i4();
    } finally {
      o3 = t4;
      n2 = r4;
    }
  }
  var h3 = void 0;
  var v3 = 0;
  var s3 = 0;
  var e3 = 0;
  var u3 = 0;
  var c3 = void 0;
  var a3 = 0;
  function d3(i4) {
    if (void 0 !== o3) {
      var t4 = i4.n;
      if (void 0 === t4 || t4.t !== o3) {
        t4 = { i: 0, S: i4, p: o3.s, n: void 0, t: o3, e: void 0, x: void 0, r: t4 };
        if (void 0 !== o3.s) o3.s.n = t4;
        o3.s = t4;
        i4.n = t4;
        if (32 & o3.f) i4.S(t4);
        return t4;
      } else if (-1 === t4.i) {
        t4.i = 0;
        if (void 0 !== t4.n) {
          t4.n.p = t4.p;
          if (void 0 !== t4.p) t4.p.n = t4.n;
          t4.p = o3.s;
          t4.n = void 0;
          o3.s.n = t4;
          o3.s = t4;
        }
        return t4;
      }
    }
  }
  function l3(i4, t4) {
    this.v = i4;
    this.i = 0;
    this.n = void 0;
    this.t = void 0;
    this.l = 0;
    this.W = null == t4 ? void 0 : t4.watched;
    this.Z = null == t4 ? void 0 : t4.unwatched;
    this.name = null == t4 ? void 0 : t4.name;
  }
  l3.prototype.brand = i3;
  l3.prototype.h = function() {
    return true;
  };
  l3.prototype.S = function(i4) {
    var t4 = this, r4 = this.t;
    if (r4 !== i4 && void 0 === i4.e) {
      i4.x = r4;
      this.t = i4;
      if (void 0 !== r4) r4.e = i4;
      else f3(function() {
        var i5;
        null == (i5 = t4.W) || i5.call(t4);
      });
    }
  };
  l3.prototype.U = function(i4) {
    var t4 = this;
    if (void 0 !== this.t) {
      var r4 = i4.e, n3 = i4.x;
      if (void 0 !== r4) {
        r4.x = n3;
        i4.e = void 0;
      }
      if (void 0 !== n3) {
        n3.e = r4;
        i4.x = void 0;
      }
      if (i4 === this.t) {
        this.t = n3;
        if (void 0 === n3) f3(function() {
          var i5;
          null == (i5 = t4.Z) || i5.call(t4);
        });
      }
    }
  };
  l3.prototype.subscribe = function(i4) {
    var t4 = this;
    return x2(function() {
      var r4 = t4.value;
      f3(function() {
        return i4(r4);
      });
    }, { name: "sub" });
  };
  l3.prototype.valueOf = function() {
    return this.value;
  };
  l3.prototype.toString = function() {
    return this.value + "";
  };
  l3.prototype.toJSON = function() {
    return this.value;
  };
  l3.prototype.peek = function() {
    var i4 = this;
    return f3(function() {
      return i4.value;
    });
  };
  Object.defineProperty(l3.prototype, "value", { get: function() {
    var i4 = d3(this);
    if (void 0 !== i4) i4.i = this.i;
    return this.v;
  }, set: function(i4) {
    if (i4 !== this.v) {
      if (s3 > 100) throw new Error("Cycle detected");
      !(function(i5) {
        if (0 !== v3 && 0 === s3) {
          if (i5.l !== u3) {
            i5.l = u3;
            c3 = { S: i5, v: i5.v, i: i5.i, o: c3 };
          }
        }
      })(this);
      this.v = i4;
      this.i++;
      a3++;
      v3++;
      try {
        for (var r4 = this.t; void 0 !== r4; r4 = r4.x) r4.t.N();
      } finally {
        t3();
      }
    }
  } });
  function y3(i4, t4) {
    return new l3(i4, t4);
  }
  function w3(i4) {
    for (var t4 = i4.s; void 0 !== t4; t4 = t4.n) if (t4.S.i !== t4.i || !t4.S.h() || t4.S.i !== t4.i) return true;
    return false;
  }
  function b(i4) {
    for (var t4 = i4.s; void 0 !== t4; t4 = t4.n) {
      var r4 = t4.S.n;
      if (void 0 !== r4) t4.r = r4;
      t4.S.n = t4;
      t4.i = -1;
      if (void 0 === t4.n) {
        i4.s = t4;
        break;
      }
    }
  }
  function _3(i4) {
    var t4 = i4.s, r4 = void 0;
    while (void 0 !== t4) {
      var n3 = t4.p;
      if (-1 === t4.i) {
        t4.S.U(t4);
        if (void 0 !== n3) n3.n = t4.n;
        if (void 0 !== t4.n) t4.n.p = n3;
      } else r4 = t4;
      t4.S.n = t4.r;
      if (void 0 !== t4.r) t4.r = void 0;
      t4 = n3;
    }
    i4.s = r4;
  }
  function j3(i4, t4) {
    l3.call(this, void 0, t4);
    this.x = i4;
    this.s = void 0;
    this.g = a3 - 1;
    this.f = 4;
  }
  j3.prototype = new l3();
  j3.prototype.h = function() {
    this.f &= -3;
    if (1 & this.f) return false;
    if (32 == (36 & this.f)) return true;
    this.f &= -5;
    if (this.g === a3) return true;
    this.g = a3;
    this.f |= 1;
    if (this.i > 0 && !w3(this)) {
      this.f &= -2;
      return true;
    }
    var i4 = o3;
    try {
      b(this);
      o3 = this;
      var t4 = this.x();
      if (16 & this.f || this.v !== t4 || 0 === this.i) {
        this.v = t4;
        this.f &= -17;
        this.i++;
      }
    } catch (i5) {
      this.v = i5;
      this.f |= 16;
      this.i++;
    }
    o3 = i4;
    _3(this);
    this.f &= -2;
    return true;
  };
  j3.prototype.S = function(i4) {
    if (void 0 === this.t) {
      this.f |= 36;
      for (var t4 = this.s; void 0 !== t4; t4 = t4.n) t4.S.S(t4);
    }
    l3.prototype.S.call(this, i4);
  };
  j3.prototype.U = function(i4) {
    if (void 0 !== this.t) {
      l3.prototype.U.call(this, i4);
      if (void 0 === this.t) {
        this.f &= -33;
        for (var t4 = this.s; void 0 !== t4; t4 = t4.n) t4.S.U(t4);
      }
    }
  };
  j3.prototype.N = function() {
    if (!(2 & this.f)) {
      this.f |= 6;
      for (var i4 = this.t; void 0 !== i4; i4 = i4.x) i4.t.N();
    }
  };
  Object.defineProperty(j3.prototype, "value", { get: function() {
    if (1 & this.f) throw new Error("Cycle detected");
    var i4 = d3(this);
    this.h();
    if (void 0 !== i4) i4.i = this.i;
    if (16 & this.f) throw this.v;
    return this.v;
  } });
  function O(i4, t4) {
    return new j3(i4, t4);
  }
  function p3(i4) {
    var r4 = i4.j;
    i4.j = void 0;
    if ("function" == typeof r4) {
      v3++;
      var n3 = o3;
      o3 = void 0;
      try {
        r4();
      } catch (t4) {
        i4.f &= -2;
        i4.f |= 8;
        g3(i4);
        throw t4;
      } finally {
        o3 = n3;
        t3();
      }
    }
  }
  function g3(i4) {
    for (var t4 = i4.s; void 0 !== t4; t4 = t4.n) t4.S.U(t4);
    i4.x = void 0;
    i4.s = void 0;
    p3(i4);
  }
  function S2(i4) {
    if (o3 !== this) throw new Error("Out-of-order effect");
    _3(this);
    o3 = i4;
    this.f &= -2;
    try {
      if (8 & this.f) g3(this);
    } finally {
      t3();
    }
  }
  function m3(i4, t4) {
    this.x = i4;
    this.j = void 0;
    this.s = void 0;
    this.u = void 0;
    this.f = 32;
    this.name = null == t4 ? void 0 : t4.name;
    if (n2) n2.push(this);
  }
  m3.prototype.c = function() {
    var i4 = this.S();
    try {
      if (8 & this.f) return;
      if (void 0 === this.x) return;
      var t4 = this.x();
      if ("function" == typeof t4) this.j = t4;
    } finally {
      i4();
    }
  };
  m3.prototype.S = function() {
    if (1 & this.f) throw new Error("Cycle detected");
    this.f |= 1;
    this.f &= -9;
    p3(this);
    b(this);
    v3++;
    var i4 = o3;
    o3 = this;
    return S2.bind(this, i4);
  };
  m3.prototype.N = function() {
    if (!(2 & this.f)) {
      this.f |= 2;
      this.u = h3;
      h3 = this;
    }
  };
  m3.prototype.d = function() {
    this.f |= 8;
    if (!(1 & this.f)) g3(this);
  };
  m3.prototype.dispose = function() {
    this.d();
  };
  function x2(i4, t4) {
    var r4 = new m3(i4, t4);
    try {
      r4.c();
    } catch (i5) {
      r4.d();
      throw i5;
    }
    var n3 = r4.d.bind(r4);
    n3[Symbol.dispose] = n3;
    return n3;
  }

  // node_modules/@preact/signals/dist/signals.module.js
  var h4;
  var d4;
  var p4;
  var m4 = "undefined" != typeof window && !!window.__PREACT_SIGNALS_DEVTOOLS__;
  var g4 = [];
  x2(function() {
    h4 = this.N;
  })();
  function b2(i4, n3) {
    n[i4] = n3.bind(null, n[i4] || function() {
    });
  }
  function y4(i4) {
    if (p4) {
      var n3 = p4;
      p4 = void 0;
      n3();
    }
    p4 = i4 && i4.S();
  }
  function w4(i4) {
    var n3 = this, r4 = i4.data, t4 = useSignal(r4);
    t4.name = "ReactiveDom";
    t4.value = r4;
    var e4 = w2(function() {
      var i5 = n3, r5 = n3.__v;
      while (r5 = r5.__) if (r5.__c) {
        r5.__c.__$f |= 4;
        break;
      }
      var o5 = O(function() {
        var i6 = t4.value.value;
        return 0 === i6 ? 0 : true === i6 ? "" : i6 || "";
      }), e5 = O(function() {
        return !Array.isArray(o5.value) && !r(o5.value);
      }), u5 = x2(function() {
        this.N = M;
        if (e5.value) {
          var n4 = o5.value;
          if (i5.__v && i5.__v.__e && 3 === i5.__v.__e.nodeType) i5.__v.__e.data = n4;
        }
      }), c5 = n3.__$u.d;
      n3.__$u.d = function() {
        u5();
        c5.call(this);
      };
      return [e5, o5];
    }, []), u4 = e4[0], c4 = e4[1];
    return u4.value ? c4.peek() : c4.value;
  }
  w4.displayName = "ReactiveTextNode";
  Object.defineProperties(l3.prototype, { constructor: { configurable: true, value: k($, null).constructor }, type: { configurable: true, value: w4 }, props: { configurable: true, get: function() {
    var i4 = this;
    return { data: { get value() {
      return i4.value;
    } } };
  } }, __b: { configurable: true, value: 1 } });
  b2("__b", function(i4, n3) {
    y4();
    d4 = void 0;
    if ("string" == typeof n3.type) {
      var r4, t4 = n3.props;
      for (var f5 in t4) if ("children" !== f5) {
        var o5 = t4[f5];
        if (o5 instanceof l3) {
          if (!r4) n3.__np = r4 = {};
          r4[f5] = o5;
          t4[f5] = o5.peek();
        }
      }
    }
    i4(n3);
  });
  b2("__r", function(i4, r4) {
    i4(r4);
    if (r4.type !== $) {
      y4();
      var t4, f5 = r4.__c;
      if (f5) {
        f5.__$f &= -2;
        if (void 0 === (t4 = f5.__$u)) f5.__$u = t4 = (function(i5, n3) {
          var r5;
          x2(function() {
            r5 = this;
          }, { name: n3 });
          r5.c = i5;
          return r5;
        })(/* @__PURE__ */ (function(i5) {
          return function() {
            var n3;
            if (m4) null == (n3 = this.y) || n3.call(this);
            i5.__$f |= 1;
            i5.setState({});
          };
        })(f5), "function" == typeof r4.type ? r4.type.displayName || r4.type.name : "");
      }
      d4 = f5;
      y4(t4);
    }
  });
  b2("__e", function(i4, n3, r4, t4) {
    y4();
    d4 = void 0;
    i4(n3, r4, t4);
  });
  b2("diffed", function(i4, n3) {
    y4();
    d4 = void 0;
    var r4;
    if ("string" == typeof n3.type && (r4 = n3.__e)) {
      var t4 = n3.__np, f5 = n3.props, o5 = r4.U;
      if (o5) for (var e4 in o5) {
        var u4 = o5[e4];
        if (!(void 0 === u4 || t4 && e4 in t4)) {
          u4.d();
          o5[e4] = void 0;
        }
      }
      if (t4) {
        if (!o5) {
          o5 = {};
          r4.U = o5;
        }
        for (var a5 in t4) {
          var c4 = o5[a5], v4 = t4[a5];
          if (void 0 === c4) {
            c4 = k3(r4, a5, v4, f5);
            o5[a5] = c4;
          } else c4.o(v4, f5);
        }
      }
    }
    i4(n3);
  });
  function k3(i4, n3, r4, t4) {
    var f5 = n3 in i4 && void 0 === i4.ownerSVGElement, o5 = y3(r4);
    return { o: function(i5, n4) {
      o5.value = i5;
      t4 = n4;
    }, d: x2(function() {
      this.N = M;
      var r5 = o5.value.value;
      if (t4[n3] !== r5) {
        t4[n3] = r5;
        if (f5) i4[n3] = r5;
        else if (null != r5 && (false !== r5 || "-" === n3[4])) i4.setAttribute(n3, r5);
        else i4.removeAttribute(n3);
      }
    }) };
  }
  b2("unmount", function(i4, n3) {
    if ("string" == typeof n3.type) {
      var r4 = n3.__e;
      if (r4) {
        var t4 = r4.U;
        if (t4) {
          r4.U = void 0;
          for (var f5 in t4) {
            var o5 = t4[f5];
            if (o5) o5.d();
          }
        }
      }
      var e4 = n3.__np;
      if (e4) {
        var u4 = n3.props;
        for (var a5 in e4) u4[a5] = e4[a5];
      }
      n3.__np = void 0;
    } else {
      var c4 = n3.__c;
      if (c4) {
        c4.__$f |= 8;
        var v4 = c4.__$u;
        if (v4) {
          c4.__$u = void 0;
          v4.d();
        }
      }
    }
    i4(n3);
  });
  b2("__h", function(i4, n3, r4, t4) {
    if (t4 < 3) n3.__$f |= 2;
    i4(n3, r4, t4);
  });
  x.prototype.shouldComponentUpdate = function(i4, n3) {
    if (this.__R) return true;
    var r4 = this.__$u, t4 = r4 && void 0 !== r4.s;
    for (var f5 in n3) return true;
    if (this.__f || "boolean" == typeof this.u && true === this.u) {
      var o5 = 2 & this.__$f;
      if (!(t4 || o5 || 4 & this.__$f)) return true;
      if (1 & this.__$f) return true;
    } else {
      if (!(t4 || 4 & this.__$f)) return true;
      if (3 & this.__$f) return true;
    }
    for (var e4 in i4) if ("__source" !== e4 && i4[e4] !== this.props[e4]) return true;
    for (var u4 in this.props) if (!(u4 in i4)) return true;
    return false;
  };
  function useSignal(i4, n3) {
    return w2(function() {
      return y3(i4, n3);
    }, []);
  }
  var A3 = function(i4) {
    queueMicrotask(function() {
      queueMicrotask(i4);
    });
  };
  function F2() {
    r3(function() {
      var i4;
      while (i4 = g4.shift()) h4.call(i4);
    });
  }
  function M() {
    if (1 === g4.push(this)) (n.requestAnimationFrame || A3)(F2);
  }

  // src/text/en/errors.ts
  var errors = {
    E01: { what: "The form of this message is not right.", next: "Do not trust it. Call the sender through the address book." },
    E02: { what: "A part of this case is missing.", next: "Wait a moment and open the case again." },
    E03: {
      what: "You and the other side do not see the same.",
      next: "Stop working on this case. Call the other organisation, then the helpdesk."
    },
    E04: { what: "A signature is not right.", next: "Do not trust this part. Call the sender through the address book." },
    E05: { what: "This step is not allowed here.", next: "Open the case again and see what is possible now." },
    E06: {
      what: "The key of the other side was changed or withdrawn.",
      next: "Send nothing yet. Call the organisation through the address book."
    },
    E07: { what: "You cannot read this message yet.", next: "Ask a colleague in your team for access." },
    E08: { what: "This file is not the one the sender signed.", next: "Do not use it. Ask the sender to send it again." },
    E09: { what: "The text does not belong to this signature.", next: "Do not use this message. Call the sender." },
    E10: { what: "The content of this message is damaged.", next: "Ask the sender to send it again." },
    E11: { what: "The address book is not right.", next: "Send nothing now. Call the helpdesk." },
    E12: { what: "What we know is too old.", next: "Check your internet connection. Then try again." },
    E13: { what: "The address book has not been checked enough yet.", next: "Try again in a quarter of an hour." },
    E14: { what: "The key of the other side is not safe enough.", next: "Send nothing now. Call the helpdesk." },
    E15: { what: "This version of Sluis is not the real one.", next: "Close this tab and call the helpdesk." },
    E16: { what: "The words are not the same.", next: "Hang up. Call the number in the address book." },
    E17: { what: "This key does not belong to this account.", next: "Check that you have the right account code." },
    E18: { what: "This message is cut short or damaged.", next: "Open it again. Or ask the sender to send it again." },
    E19: { what: "This message was made with a newer version.", next: "Reload this page to update." },
    E20: { what: "Somebody else was just before you.", next: "Your text is kept. See what is new and try again." },
    E21: { what: "We cannot find this, or it is not for you.", next: "Check the reference. Otherwise ask your team." },
    E22: { what: "You are no longer logged in.", next: "Log in again. Your text is kept." },
    E23: { what: "This is too large to send.", next: "Shorten your text or choose a smaller file." },
    E24: { what: "There is no room left.", next: "Your text is still on this screen. Call the helpdesk." },
    E25: { what: "You tried too often.", next: "Wait 15 minutes and try again." },
    E26: { what: "The clock of this device is wrong.", next: "Set the clock to automatic and reload the page." },
    E27: { what: "No connection with Sluis.", next: "Your work stays here. We keep trying." },
    E28: { what: "The words or the account code are not right.", next: "Check everything and try again." },
    E29: { what: "This step is not possible now.", next: "Open the case again and see what is possible now." },
    E30: { what: "This name fits more than 1 team.", next: "Choose the right team from the list." },
    E31: { what: "A colleague was just before you.", next: "See who is doing this now. Talk to them if needed." },
    other: { what: "This does not work.", next: "Your text is still on this screen. Try again." },
    call: (phone) => `Or call ${phone}.`,
    code: (code) => `Code for the helpdesk: ${code}`
  };

  // src/text/en/exchange.ts
  var exchange = {
    flow: {
      handoff: "Handover",
      inquiry: "Information request",
      feedback: "Feedback",
      message: "Message",
      zaak: "Case"
    },
    mark: (mark) => `Reference ${mark}`,
    custody: {
      now: "Responsible now:",
      fixed: "Confirmed",
      unconfirmed: "Not confirmed yet",
      lastKnown: (time) => `Last known at ${time}`,
      you: "your team",
      moves: "This changes only when both organisations sign."
    },
    due: {
      left: (workdays) => workdays === 1 ? "1 working day left" : `${workdays} working days left`,
      today: "today",
      todayUntil: (time) => `today until ${time}`,
      until: (date, time) => `until ${date}, ${time}`,
      late: (workdays) => workdays === 1 ? "1 working day late" : `${workdays} working days late`,
      lateToday: "late",
      none: "no term",
      paused: (why) => `paused: ${why}`,
      term: "Term:"
    },
    presence: {
      here: (name) => `${name} is here`,
      away: (name) => `${name} is not here`,
      shortlyAway: (name) => `${name} is out of sight for a moment`,
      reachable: (team) => `${team} can be reached now`,
      unreachable: (team) => `${team} cannot be reached now`
    },
    claim: {
      free: "Nobody has taken this up",
      take: "Assign to me",
      release: "Let go",
      mine: "You are dealing with this",
      other: (name) => `${name} is dealing with this`,
      offline: "Taking it up works only online.",
      beaten: (name) => `${name} was just before you.`
    }
  };

  // src/text/en/frame.ts
  var frame = {
    product: "Sluis",
    title: (page) => `${page} – Sluis`,
    skip: "To the content",
    nav: "Main menu",
    bar: "Top bar",
    today: "Today",
    inbox: "Inbox",
    zaken: "Cases",
    fresh: "New",
    book: "Address book",
    more: "More",
    settings: "Settings",
    help: "Help",
    lock: "Lock",
    allTeams: "All teams",
    team: "Team",
    helpdesk: (phone) => `Helpdesk ${phone}`,
    call: "Call the helpdesk",
    acute: "Acute danger? Call 112.",
    report: "Report or advice? Call 0800 2000.",
    hide: "Hide names",
    shown: "Show names",
    hidden: "Names are hidden",
    connection: {
      live: "Live",
      lost: "Connection lost",
      lostFor: (seconds) => seconds === 1 ? "Connection lost. We try again in 1 second." : `Connection lost. We try again in ${seconds} seconds.`,
      lostNow: "Connection lost. We are trying again now.",
      offline: "Offline",
      offlineSince: (time) => `Offline. This is how it was at ${time}.`,
      again: "Try now",
      back: (n3) => n3 === 0 ? "Live again." : n3 === 1 ? "Live again. 1 change brought in." : `Live again. ${n3} changes brought in.`
    },
    reach: {
      label: "Reachable now",
      off: "Not reachable",
      until: (time) => `Reachable until ${time}`,
      title: "How long can you be reached?",
      half: "30 minutes",
      hour: "1 hour",
      five: "Until 17:00",
      start: "Make me reachable",
      stop: "No longer reachable",
      started: (time) => `You can be reached until ${time}.`,
      ended: "You can no longer be reached.",
      who: "All organisations in Sluis see: somebody of your team can be reached now.",
      store: "They do not see who. We do not keep when you could be reached."
    },
    demo: {
      label: "Example region",
      text: "Everything here is made up. Do not enter real data.",
      how: "How to try it",
      steps: [
        "Log in as somebody from the list, for example Anna.",
        "Open a second window and log in as somebody of another organisation.",
        "Send each other something and see what changes live.",
        "Some people act by themselves. Try sending something to Gebiedsteam Noord."
      ],
      who: "Choose who you are",
      whoHint: "These people are made up. Whoever you choose is logged in at once.",
      as: (name, organisation) => `Log in as ${name}, ${organisation}`
    },
    version: (print) => `Fingerprint of this version: ${print}`
  };

  // src/text/en/help.ts
  var help = {
    title: "Help",
    phone: "Call us",
    phoneText: "A person helps you. Keep your reference at hand.",
    acute: "Is somebody in danger now?",
    acuteText: "Call 112. Sluis is not for emergencies.",
    report: "Do you want to report or ask for advice?",
    reportText: "Call Veilig Thuis: 0800 2000. Free, day and night.",
    guides: "What do you want to do?",
    guide: [
      {
        title: "Answer a request",
        steps: [
          "Open Today and choose the request.",
          "Read why the other side asks.",
          "In doubt? Call back through the address book.",
          "Answer each question, or say why you do not.",
          "Check everything and send it."
        ]
      },
      {
        title: "Ask for information",
        steps: [
          "Choose New, then Information request.",
          "Choose whom you ask.",
          "Write down why you ask.",
          "Say whether the family knows.",
          "Choose the questions and send."
        ]
      },
      {
        title: "Hand over a case",
        steps: [
          "Choose New, then Handover.",
          "Fill in the 4 parts.",
          "Call the other side and go through everything together.",
          "The other side says in their own words what matters most.",
          "You both sign. Only then is the other side responsible."
        ]
      },
      {
        title: "Give feedback",
        steps: [
          "Open the case and choose Feedback.",
          "Choose who the reporter is.",
          "Answer the 5 questions.",
          "See how the reporter reads it.",
          "Send it."
        ]
      },
      {
        title: "Work on another device",
        steps: [
          "Open Sluis on that device.",
          "Fill in your account code.",
          "Fill in your 8 words.",
          "Make a key under Settings.",
          "Lock Sluis when you are done."
        ]
      },
      {
        title: "Know whether something is real",
        steps: [
          "A mail from Sluis never has a link.",
          "Always type the address of Sluis yourself.",
          "Look the organisation up in the address book.",
          "Call the number that stands there.",
          "Is something wrong? Call the helpdesk."
        ]
      }
    ],
    keys: "Keys",
    keysHint: "Keys of 1 letter work in a list. You can switch them off in Settings.",
    key: "Key",
    does: "What it does",
    keyList: [
      { key: "J, K", does: "Next and previous row" },
      { key: "Enter", does: "Open" },
      { key: "A", does: "Assign to me" },
      { key: "U", does: "Let go" },
      { key: "G V", does: "To Today" },
      { key: "G P", does: "To Inbox" },
      { key: "N", does: "New" },
      { key: "/", does: "Search" },
      { key: "?", does: "This list" },
      { key: "Ctrl+Enter", does: "Do the main step" },
      { key: "Alt+Shift+N", does: "Hide or show names" },
      { key: "Esc", does: "Close what is on top" }
    ],
    sees: "Who sees this?",
    seesHead: ["", "Your team", "The other side", "The hub"],
    seesRows: [
      ["Names, text and attachments", "Yes", "Only what you send", "No"],
      ["Kind, status and term", "Yes", "Own cases", "No"],
      ["Who, when, how large", "Yes", "Own cases", "Yes"],
      ["Who read it", "Yes", "Yes", "A number"],
      ["Reachable now", "Yes", "Per team", "Now, not kept"]
    ],
    honest: "What you should know",
    honestList: [
      "What somebody has read cannot be taken back.",
      "You trust that this website sends the right code.",
      "The hub sees who is in contact with whom, and when.",
      "Sluis is not a case file. Copy what belongs in your own system."
    ]
  };

  // src/text/en/parts.ts
  var parts = {
    yes: "Yes",
    no: "No",
    cancel: "Cancel",
    close: "Close",
    back: "Back",
    next: "Continue",
    save: "Save",
    retry: "Try again",
    showAll: "Show all",
    optional: "optional",
    fillAll: "Fill in all fields. If a field is optional, it says so.",
    problem: "Something is not right yet",
    problems: (n3) => n3 === 1 ? "There is 1 thing left to do." : `There are ${n3} things left to do.`,
    errorWord: "Error:",
    loading: "Decrypting…",
    loadingOf: (done, all) => `Decrypting… ${done} of ${all}`,
    slow: "This takes longer than usual.",
    busy: "Busy…",
    date: { day: "Day", month: "Month", year: "Year", hint: "For example 27 5 2026", bad: "This date does not exist." },
    left: (n3) => n3 === 1 ? "1 character left." : `${n3} characters left.`,
    over: (n3) => n3 === 1 ? "1 character too many." : `${n3} characters too many.`,
    copy: "Copy",
    copied: "Copied",
    copyFails: "Copying does not work. Select the text yourself.",
    undo: "Undo",
    notices: "Notices",
    held: (seconds) => `Will be sent in ${seconds} s.`,
    sent: "Sent.",
    undone: "Not sent. Your text is with your drafts.",
    dismiss: "Close notice",
    fresh: (n3) => `${n3} new. Show.`,
    freshSaid: (n3, where) => `${n3} new items in ${where}`,
    changedAt: (time) => `Changed at ${time}`,
    task: { open: "To do", busy: "Started", done: "Done", waits: "Waits for a colleague" },
    taskCount: (done, all) => `${done} of ${all} done`,
    savedAt: (time) => `Saved at ${time}. Only you can read this.`,
    savedHere: "Saved on this device. We send it along once you are online again.",
    file: {
      choose: "Choose files",
      more: "Another file",
      hint: (size) => `At most ${size} per file. Everything is encrypted here.`,
      virus: "The hub cannot check attachments for viruses. Open only what you expect.",
      none: "No files chosen yet.",
      remove: (name) => `Remove ${name}`,
      pause: (name) => `Pause ${name}`,
      resume: (name) => `Continue with ${name}`,
      paused: "Paused",
      progress: (done, size) => `${done} of ${size}`,
      done: "Ready",
      big: (name, size) => `${name} is too large. Choose a file up to ${size}.`
    },
    hub: {
      ask: "What does the hub see?",
      sees: "The hub sees: which organisations, when and how large.",
      hides: "The hub does not see: names, kind of message, term, text and attachments.",
      seesHead: "The hub sees",
      hidesHead: "The hub does not see",
      seesList: ["Which organisations and teams", "When something happens", "How large it is, roughly"],
      hidesList: ["Names", "Kind of message", "Term and status", "Text and attachments"],
      moved: "With a handover the hub also sees that it happened."
    },
    hide: {
      child: (n3) => `Child ${n3}`,
      parent: (n3) => `Parent ${n3}`,
      person: (n3) => `Person ${n3}`
    }
  };

  // src/text/en/settings.ts
  var settings = {
    title: "Settings",
    ways: {
      title: "Ways to get in",
      lead: "You always need at least 2 ways.",
      passkey: "Key on a device",
      phrase: "8 words",
      device: "Key in a file",
      here: "In use now",
      number: (n3) => `Number ${n3}`,
      addPasskey: "Make a key on this device",
      newPhrase: "Make new words",
      remove: "Remove",
      removeThis: (what) => `Remove: ${what}`,
      removeTitle: "Remove this way?",
      removeText: "After that you cannot log in with it any more.",
      removed: "Removed. This way no longer works.",
      added: "Added.",
      atLeastTwo: "You have only 2 left. First add another one.",
      tooMany: "You already have 5. First remove one."
    },
    device: {
      title: "Another device",
      lead: "This is how you also log in on your phone or another computer.",
      steps: [
        "Open Sluis on the other device. Type the address yourself.",
        "Fill in your account code there.",
        "Fill in your 8 words there.",
        "Make a key there, under Settings."
      ],
      code: "Your account code",
      codeHint: "This code is not a secret."
    },
    look: {
      title: "Appearance",
      theme: "Colours",
      system: "Same as my device",
      light: "Light",
      dark: "Dark",
      size: "Text",
      normal: "Normal",
      large: "Larger",
      larger: "Larger still",
      language: "Language",
      dutch: "Nederlands",
      english: "English"
    },
    work: {
      title: "Working with Sluis",
      keys: "Keys of 1 letter",
      keysHint: "For example J and K in a list. Switch this off if you dictate.",
      hide: "Hide names",
      hideHint: "You then see Child 1 and Parent 2. Also with Alt+Shift+N."
    },
    here: "These choices hold on this device.",
    reach: {
      title: "Reachability",
      lead: "This is how others know whether they can call your team now.",
      auto: "It ends by itself at the time you choose."
    },
    you: { title: "You", name: "Name", organisation: "Organisation", teams: "Teams", since: "Logged in since" }
  };

  // src/text/en/ways.ts
  var ways = {
    login: {
      title: "Log in",
      lead: "Sluis is for organisations that work together for safety at home.",
      passkey: "Log in with your fingerprint, face or PIN",
      passkeyTitle: "Log in with your key",
      passkeyHint: "This works if you made a key on this device.",
      passkeyBusy: "Look at your screen. Your device asks for your fingerprint, face or PIN.",
      passkeyStopped: "That did not work. Try again, or use your 8 words.",
      passkeyStrange: "This key is not one of Sluis. Choose another, or use your 8 words.",
      noSecret: "This device cannot open your key safely. Use your 8 words.",
      or: "or",
      byWords: "Log in with your 8 words",
      account: "Account code",
      accountHint: "For example K7QM2-P4XD9. You find it with your 8 words.",
      accountMissing: "Fill in your account code.",
      accountBad: "An account code has 10 characters. Check it.",
      known: "Your account on this device",
      knownAs: (code) => `Account ${code}`,
      which: "Which account is yours?",
      another: "Another account",
      forget: "Remove this account from this device",
      forgetText: "This device forgets your account code and drafts that were not sent.",
      forgetDo: "Remove",
      open: "Log in",
      opening: "We are opening your key…",
      lost: "I cannot log in",
      long: "Not been here for a while? We help you step by step.",
      offline: "You are offline. You can log in once you have internet."
    },
    words: {
      label: "Your 8 words",
      hint: "Type a space between the words. The first 4 letters are enough.",
      count: (n3) => `${n3} of 8 words`,
      missing: "Fill in your 8 words.",
      notEight: (n3) => n3 === 1 ? "You typed 1 word. There are 8." : `You typed ${n3} words. There are 8.`,
      doubt: (at, word) => `We do not know word ${at}, «${word}».`,
      near: "Do you mean:",
      nearNone: "Check this word.",
      useNear: (at, word) => `Use ${word} as word ${at}`,
      complete: "These 8 words fit together."
    },
    first: {
      title: "How to begin",
      lead: "Make 2 ways to get in. If you lose one, you still have the other.",
      tasks: "What you still have to do",
      key: "Make your key on this device",
      makeKey: "Make my key",
      keyHint: "With your fingerprint, face or PIN.",
      second: "Make a second way to get in",
      secondHint: "8 words that you write down and keep safe.",
      secondKeyHint: "Or a key on another device.",
      need: "You need 2 ways. After that you can go to work.",
      noKey: "This device cannot make a key. Use your 8 words.",
      done: "Everything is ready.",
      go: "Go to Today",
      fails: "Making your key failed. Nothing is broken. Try again.",
      made: "Your key was made."
    },
    phrase: {
      title: "Your new 8 words",
      make: "Make 8 words",
      making: "We are making 8 words…",
      warn: "Check that nobody is watching. You see the words only once.",
      show: "Show the words",
      write: "Write them on paper. Do not keep them on this device.",
      list: "The 8 words, numbered",
      code: "Also write down your account code:",
      written: "I wrote them down",
      check: "Now type the words back",
      checkHint: "That is how we know you wrote them down right.",
      again: "I lost them already. Make new ones.",
      confirm: "Done",
      done: "Your 8 words work now.",
      replaces: "Did you have words before? Those will no longer work."
    },
    lost: {
      title: "You cannot log in",
      lead: "That happens. We help you step by step.",
      words: "I have my 8 words",
      wordsHow: [
        "Take the paper with your account code and 8 words.",
        "Log in with those.",
        "Then make a new key on this device."
      ],
      wordsDo: "Log in with my words",
      device: "I still have another device",
      deviceHow: ["Log in on that other device.", "Go to Settings and make new words.", "Log in here with those."],
      colleague: "I have neither",
      colleagueHow: [
        "Call your administrator. Use a number you already know.",
        "The administrator makes a new invitation for you.",
        "After that your team gives you access again."
      ],
      old: "Messages of your team are kept. Your team gives them back to you.",
      none: "Does nobody in your team have a key left? Then old messages cannot be opened any more.",
      blame: "That is a pity, but it is not your fault. Ask the senders to send again.",
      call: "Still stuck? Call us."
    },
    locked: {
      title: "Sluis is locked.",
      unlock: "Unlock",
      byWords: "Unlock with words",
      idle: "Nothing happened for a quarter of an hour. So Sluis was locked.",
      hidden: "Sluis was in the background for a while. So it was locked.",
      long: "You were logged in for 10 hours. So Sluis was locked.",
      asked: "You locked Sluis.",
      refused: "The hub no longer admits your account. Call your administrator.",
      kept: "Your drafts are kept.",
      notYou: "Is this not you?",
      other: "Log in with another account",
      fails: "Unlocking did not work.",
      soon: "Are you still there?",
      soonText: (seconds) => seconds === 1 ? "Sluis locks in 1 second." : `Sluis locks in ${seconds} seconds.`,
      soonKept: "Your text is kept.",
      stay: "I am still here",
      now: "Lock now"
    },
    confirm: {
      title: "Show that it is you",
      text: "This is an important step. That is why we ask again.",
      passkey: "Use your fingerprint, face or PIN",
      words: "Use your 8 words",
      go: "Confirm"
    },
    start: {
      title: "Sluis is starting",
      wait: "One moment. Sluis is starting on this device.",
      fails: "Sluis cannot start.",
      old: "Your browser cannot do this. Use Edge, Chrome, Firefox or Safari of this year."
    }
  };

  // src/text/en.ts
  var en = { errors, exchange, frame, help, parts, settings, ways };

  // src/text/nl/errors.ts
  var errors2 = {
    E01: { what: "Dit bericht klopt niet van vorm.", next: "Vertrouw het niet. Bel de afzender via het adresboek." },
    E02: { what: "Er ontbreekt een stuk van deze zaak.", next: "Wacht even en open de zaak opnieuw." },
    E03: {
      what: "Jij en de ander zien niet hetzelfde.",
      next: "Stop met deze zaak. Bel de andere organisatie en daarna de helpdesk."
    },
    E04: { what: "Een handtekening klopt niet.", next: "Vertrouw dit stuk niet. Bel de afzender via het adresboek." },
    E05: { what: "Deze stap mag hier niet.", next: "Open de zaak opnieuw en kijk wat nu kan." },
    E06: {
      what: "De sleutel van de ander is veranderd of ingetrokken.",
      next: "Stuur nog niets. Bel de organisatie via het adresboek."
    },
    E07: { what: "Je kunt dit bericht nog niet lezen.", next: "Vraag een collega van je team om toegang." },
    E08: {
      what: "Dit bestand is niet wat de afzender heeft ondertekend.",
      next: "Gebruik het niet. Vraag de afzender om het opnieuw te sturen."
    },
    E09: { what: "De tekst hoort niet bij deze handtekening.", next: "Gebruik dit bericht niet. Bel de afzender." },
    E10: { what: "De inhoud van dit bericht is beschadigd.", next: "Vraag de afzender om het opnieuw te sturen." },
    E11: { what: "Het adresboek klopt niet.", next: "Stuur nu niets. Bel de helpdesk." },
    E12: { what: "Wat we weten is te oud.", next: "Kijk of je internet hebt. Probeer het daarna opnieuw." },
    E13: { what: "Het adresboek is nog niet genoeg gecontroleerd.", next: "Probeer het over een kwartier opnieuw." },
    E14: { what: "De sleutel van de ander is niet veilig genoeg.", next: "Stuur nu niets. Bel de helpdesk." },
    E15: { what: "Deze versie van Sluis is niet de echte.", next: "Sluit dit tabblad en bel de helpdesk." },
    E16: {
      what: "De woorden zijn niet gelijk.",
      next: "Leg de telefoon neer. Bel het nummer uit het adresboek."
    },
    E17: { what: "Deze sleutel hoort niet bij dit account.", next: "Kijk of je de goede accountcode hebt." },
    E18: { what: "Dit bericht is afgebroken of beschadigd.", next: "Open het opnieuw. Of vraag de afzender om het weer te sturen." },
    E19: { what: "Dit bericht is gemaakt met een nieuwere versie.", next: "Herlaad deze pagina om bij te werken." },
    E20: { what: "Iemand anders was net iets eerder.", next: "Je tekst is bewaard. Kijk wat er nieuw is en probeer opnieuw." },
    E21: { what: "We vinden dit niet, of het is niet voor jou.", next: "Kijk of het kenmerk klopt. Vraag anders je team." },
    E22: { what: "Je bent niet meer ingelogd.", next: "Log opnieuw in. Je tekst is bewaard." },
    E23: { what: "Dit is te groot om te versturen.", next: "Maak je tekst korter of kies een kleiner bestand." },
    E24: { what: "Er is geen ruimte meer.", next: "Je tekst staat nog op dit scherm. Bel de helpdesk." },
    E25: { what: "Je hebt het te vaak geprobeerd.", next: "Wacht 15 minuten en probeer het opnieuw." },
    E26: { what: "De klok van dit apparaat loopt niet goed.", next: "Zet de klok op automatisch en herlaad de pagina." },
    E27: { what: "Geen verbinding met Sluis.", next: "Je werk blijft staan. We proberen het vanzelf opnieuw." },
    E28: { what: "De woorden of de accountcode kloppen niet.", next: "Kijk alles na en probeer het opnieuw." },
    E29: { what: "Deze stap kan nu niet.", next: "Open de zaak opnieuw en kijk wat nu kan." },
    E30: { what: "Deze naam past bij meer dan 1 team.", next: "Kies het goede team uit de lijst." },
    E31: { what: "Een collega was je net voor.", next: "Kijk wie dit nu doet. Overleg als dat nodig is." },
    other: { what: "Dit lukt niet.", next: "Je tekst staat nog op dit scherm. Probeer het opnieuw." },
    call: (phone) => `Of bel ${phone}.`,
    code: (code) => `Code voor de helpdesk: ${code}`
  };

  // src/text/nl/exchange.ts
  var exchange2 = {
    flow: {
      handoff: "Overdracht",
      inquiry: "Informatieverzoek",
      feedback: "Terugkoppeling",
      message: "Bericht",
      zaak: "Zaak"
    },
    mark: (mark) => `Kenmerk ${mark}`,
    custody: {
      now: "Nu verantwoordelijk:",
      fixed: "Vast",
      unconfirmed: "Nog niet bevestigd",
      lastKnown: (time) => `Laatst bekend om ${time}`,
      you: "jouw team",
      moves: "Dit verandert pas als beide organisaties tekenen."
    },
    due: {
      left: (workdays) => workdays === 1 ? "nog 1 werkdag" : `nog ${workdays} werkdagen`,
      today: "vandaag",
      todayUntil: (time) => `vandaag tot ${time}`,
      until: (date, time) => `tot ${date}, ${time}`,
      late: (workdays) => workdays === 1 ? "1 werkdag te laat" : `${workdays} werkdagen te laat`,
      lateToday: "te laat",
      none: "geen termijn",
      paused: (why) => `gepauzeerd: ${why}`,
      term: "Termijn:"
    },
    presence: {
      here: (name) => `${name} is er`,
      away: (name) => `${name} is er niet`,
      shortlyAway: (name) => `${name} is even uit beeld`,
      reachable: (team) => `${team} is nu bereikbaar`,
      unreachable: (team) => `${team} is nu niet bereikbaar`
    },
    claim: {
      free: "Niemand heeft dit opgepakt",
      take: "Neem op mij",
      release: "Laat los",
      mine: "Jij behandelt dit",
      other: (name) => `${name} behandelt dit`,
      offline: "Oppakken kan alleen online.",
      beaten: (name) => `${name} was je net voor.`
    }
  };

  // src/text/nl/frame.ts
  var frame2 = {
    product: "Sluis",
    title: (page) => `${page} – Sluis`,
    skip: "Naar de inhoud",
    nav: "Hoofdmenu",
    bar: "Bovenbalk",
    today: "Vandaag",
    inbox: "Postvak",
    zaken: "Zaken",
    fresh: "Nieuw",
    book: "Adresboek",
    more: "Meer",
    settings: "Instellingen",
    help: "Hulp",
    lock: "Op slot",
    allTeams: "Alle teams",
    team: "Team",
    helpdesk: (phone) => `Helpdesk ${phone}`,
    call: "Bel de helpdesk",
    acute: "Direct gevaar? Bel 112.",
    report: "Melden of advies? Bel 0800 2000.",
    hide: "Namen verbergen",
    shown: "Namen tonen",
    hidden: "Namen zijn verborgen",
    connection: {
      live: "Live",
      lost: "Verbinding kwijt",
      lostFor: (seconds) => seconds === 1 ? "Verbinding kwijt. We proberen het opnieuw over 1 seconde." : `Verbinding kwijt. We proberen het opnieuw over ${seconds} seconden.`,
      lostNow: "Verbinding kwijt. We proberen het nu opnieuw.",
      offline: "Offline",
      offlineSince: (time) => `Offline. Dit is de stand van ${time}.`,
      again: "Nu proberen",
      back: (n3) => n3 === 0 ? "Weer live." : n3 === 1 ? "Weer live. 1 wijziging bijgewerkt." : `Weer live. ${n3} wijzigingen bijgewerkt.`
    },
    reach: {
      label: "Nu bereikbaar",
      off: "Niet bereikbaar",
      until: (time) => `Bereikbaar tot ${time}`,
      title: "Hoe lang ben je bereikbaar?",
      half: "30 minuten",
      hour: "1 uur",
      five: "Tot 17:00",
      start: "Maak mij bereikbaar",
      stop: "Niet meer bereikbaar",
      started: (time) => `Je bent bereikbaar tot ${time}.`,
      ended: "Je bent niet meer bereikbaar.",
      who: "Alle organisaties in Sluis zien: er is nu iemand van je team bereikbaar.",
      store: "Ze zien niet wie. We bewaren niet wanneer je bereikbaar was."
    },
    demo: {
      label: "Oefenregio",
      text: "Alles hier is verzonnen. Vul geen echte gegevens in.",
      how: "Zo probeer je het",
      steps: [
        "Log in als iemand uit de lijst, bijvoorbeeld Anna.",
        "Open een tweede venster en log in als iemand van een andere organisatie.",
        "Stuur elkaar iets en kijk wat er live verandert.",
        "Sommige mensen doen vanzelf iets. Stuur maar eens iets naar Gebiedsteam Noord."
      ],
      who: "Kies wie je bent",
      whoHint: "Deze mensen zijn verzonnen. Wie je kiest, is meteen ingelogd.",
      as: (name, organisation) => `Log in als ${name}, ${organisation}`
    },
    version: (print) => `Vingerafdruk van deze versie: ${print}`
  };

  // src/text/nl/help.ts
  var help2 = {
    title: "Hulp",
    phone: "Bel ons",
    phoneText: "Een mens helpt je verder. Houd je kenmerk bij de hand.",
    acute: "Is iemand nu in gevaar?",
    acuteText: "Bel 112. Sluis is niet voor spoed.",
    report: "Wil je melden of advies vragen?",
    reportText: "Bel Veilig Thuis: 0800 2000. Gratis, dag en nacht.",
    guides: "Wat wil je doen?",
    guide: [
      {
        title: "Een verzoek beantwoorden",
        steps: [
          "Open Vandaag en kies het verzoek.",
          "Lees waarom de ander het vraagt.",
          "Twijfel je? Bel terug via het adresboek.",
          "Beantwoord elke vraag, of zeg waarom je dat niet doet.",
          "Kijk alles na en verstuur het."
        ]
      },
      {
        title: "Informatie vragen",
        steps: [
          "Kies Nieuw en dan Informatieverzoek.",
          "Kies aan wie je het vraagt.",
          "Schrijf op waarom je het vraagt.",
          "Zeg of het gezin het weet.",
          "Kies de vragen en verstuur."
        ]
      },
      {
        title: "Een zaak overdragen",
        steps: [
          "Kies Nieuw en dan Overdracht.",
          "Vul de 4 delen in.",
          "Bel de ander en loop alles samen na.",
          "De ander vertelt in eigen woorden wat het belangrijkste is.",
          "Jullie tekenen allebei. Pas dan is de ander verantwoordelijk."
        ]
      },
      {
        title: "Terugkoppeling geven",
        steps: [
          "Open de zaak en kies Terugkoppeling.",
          "Kies wie de melder is.",
          "Beantwoord de 5 vragen.",
          "Kijk hoe de melder het leest.",
          "Verstuur het."
        ]
      },
      {
        title: "Op een ander apparaat werken",
        steps: [
          "Open Sluis op dat apparaat.",
          "Vul je accountcode in.",
          "Vul je 8 woorden in.",
          "Maak een sleutel bij Instellingen.",
          "Doe Sluis op slot als je klaar bent."
        ]
      },
      {
        title: "Weten of iets echt is",
        steps: [
          "In een mail van Sluis staat nooit een link.",
          "Typ het adres van Sluis altijd zelf.",
          "Zoek de organisatie op in het adresboek.",
          "Bel het nummer dat daar staat.",
          "Klopt het niet? Bel de helpdesk."
        ]
      }
    ],
    keys: "Sneltoetsen",
    keysHint: "Toetsen van 1 letter werken in een lijst. Je kunt ze uitzetten bij Instellingen.",
    key: "Toets",
    does: "Wat het doet",
    keyList: [
      { key: "J, K", does: "Volgende en vorige rij" },
      { key: "Enter", does: "Open" },
      { key: "A", does: "Neem op mij" },
      { key: "U", does: "Laat los" },
      { key: "G V", does: "Naar Vandaag" },
      { key: "G P", does: "Naar Postvak" },
      { key: "N", does: "Nieuw" },
      { key: "/", does: "Zoeken" },
      { key: "?", does: "Deze lijst" },
      { key: "Ctrl+Enter", does: "Doe de belangrijkste stap" },
      { key: "Alt+Shift+N", does: "Namen verbergen of tonen" },
      { key: "Esc", does: "Sluit wat bovenop staat" }
    ],
    sees: "Wie ziet dit?",
    seesHead: ["", "Je team", "De ander", "De hub"],
    seesRows: [
      ["Namen, tekst en bijlagen", "Ja", "Alleen wat je stuurt", "Nee"],
      ["Soort, stand en termijn", "Ja", "Eigen zaken", "Nee"],
      ["Wie, wanneer, hoe groot", "Ja", "Eigen zaken", "Ja"],
      ["Wie het las", "Ja", "Ja", "Een nummer"],
      ["Nu bereikbaar", "Ja", "Per team", "Nu, niet bewaard"]
    ],
    honest: "Wat je moet weten",
    honestList: [
      "Wat iemand gelezen heeft, kun je niet meer terughalen.",
      "Je vertrouwt erop dat deze website de goede code stuurt.",
      "De hub ziet wie met wie contact heeft, en wanneer.",
      "Sluis is geen dossier. Neem over wat in je eigen systeem hoort."
    ]
  };

  // src/text/nl/parts.ts
  var parts2 = {
    yes: "Ja",
    no: "Nee",
    cancel: "Annuleren",
    close: "Sluiten",
    back: "Terug",
    next: "Verder",
    save: "Bewaar",
    retry: "Opnieuw proberen",
    showAll: "Toon alles",
    optional: "niet verplicht",
    fillAll: "Vul alle velden in. Als een veld niet verplicht is, staat dat erbij.",
    problem: "Er klopt nog iets niet",
    problems: (n3) => n3 === 1 ? "Er is nog 1 ding te doen." : `Er zijn nog ${n3} dingen te doen.`,
    errorWord: "Fout:",
    loading: "Ontsleutelen…",
    loadingOf: (done, all) => `Ontsleutelen… ${done} van ${all}`,
    slow: "Dit duurt langer dan normaal.",
    busy: "Bezig…",
    date: { day: "Dag", month: "Maand", year: "Jaar", hint: "Bijvoorbeeld 27 5 2026", bad: "Deze datum bestaat niet." },
    left: (n3) => n3 === 1 ? "Nog 1 teken." : `Nog ${n3} tekens.`,
    over: (n3) => n3 === 1 ? "1 teken te veel." : `${n3} tekens te veel.`,
    copy: "Kopieer",
    copied: "Gekopieerd",
    copyFails: "Kopiëren lukt niet. Selecteer de tekst zelf.",
    undo: "Ongedaan maken",
    notices: "Meldingen",
    held: (seconds) => `Wordt over ${seconds} s verstuurd.`,
    sent: "Verstuurd.",
    undone: "Niet verstuurd. Je tekst staat bij je concepten.",
    dismiss: "Melding sluiten",
    fresh: (n3) => `${n3} nieuwe. Toon.`,
    freshSaid: (n3, where) => `${n3} nieuwe items in ${where}`,
    changedAt: (time) => `Gewijzigd om ${time}`,
    task: { open: "Nog doen", busy: "Mee bezig", done: "Klaar", waits: "Wacht op collega" },
    taskCount: (done, all) => `${done} van ${all} klaar`,
    savedAt: (time) => `Opgeslagen om ${time}. Alleen jij kunt dit lezen.`,
    savedHere: "Opgeslagen op dit apparaat. We sturen het mee zodra je weer online bent.",
    file: {
      choose: "Kies bestanden",
      more: "Nog een bestand",
      hint: (size) => `Hooguit ${size} per bestand. Alles wordt hier versleuteld.`,
      virus: "De hub kan bijlagen niet op virussen controleren. Open alleen wat je verwacht.",
      none: "Nog geen bestanden gekozen.",
      remove: (name) => `Verwijder ${name}`,
      pause: (name) => `Pauzeer ${name}`,
      resume: (name) => `Ga door met ${name}`,
      paused: "Gepauzeerd",
      progress: (done, size) => `${done} van ${size}`,
      done: "Staat klaar",
      big: (name, size) => `${name} is te groot. Kies een bestand tot ${size}.`
    },
    hub: {
      ask: "Wat ziet de hub?",
      sees: "De hub ziet: welke organisaties, wanneer en hoe groot.",
      hides: "De hub ziet niet: namen, soort bericht, termijn, tekst en bijlagen.",
      seesHead: "Dit ziet de hub",
      hidesHead: "Dit ziet de hub niet",
      seesList: ["Welke organisaties en teams", "Wanneer er iets gebeurt", "Hoe groot het ongeveer is"],
      hidesList: ["Namen", "Soort bericht", "Termijn en stand", "Tekst en bijlagen"],
      moved: "Bij een overdracht ziet de hub ook dat die gebeurd is."
    },
    hide: { child: (n3) => `Kind ${n3}`, parent: (n3) => `Ouder ${n3}`, person: (n3) => `Persoon ${n3}` }
  };

  // src/text/nl/settings.ts
  var settings2 = {
    title: "Instellingen",
    ways: {
      title: "Manieren om binnen te komen",
      lead: "Je hebt altijd minstens 2 manieren nodig.",
      passkey: "Sleutel op een apparaat",
      phrase: "8 woorden",
      device: "Sleutel in een bestand",
      here: "Nu in gebruik",
      number: (n3) => `Nummer ${n3}`,
      addPasskey: "Maak een sleutel op dit apparaat",
      newPhrase: "Maak nieuwe woorden",
      remove: "Verwijder",
      removeThis: (what) => `Verwijder: ${what}`,
      removeTitle: "Deze manier verwijderen?",
      removeText: "Je kunt hier daarna niet meer mee inloggen.",
      removed: "Verwijderd. Deze manier werkt niet meer.",
      added: "Toegevoegd.",
      atLeastTwo: "Je hebt er nog maar 2. Maak er eerst een bij.",
      tooMany: "Je hebt er al 5. Verwijder er eerst een."
    },
    device: {
      title: "Nog een apparaat",
      lead: "Zo log je ook op je telefoon of een andere computer in.",
      steps: [
        "Open Sluis op het andere apparaat. Typ het adres zelf.",
        "Vul daar je accountcode in.",
        "Vul daar je 8 woorden in.",
        "Maak daar een sleutel bij Instellingen."
      ],
      code: "Je accountcode",
      codeHint: "Deze code is geen geheim."
    },
    look: {
      title: "Weergave",
      theme: "Kleuren",
      system: "Zoals mijn apparaat",
      light: "Licht",
      dark: "Donker",
      size: "Tekst",
      normal: "Normaal",
      large: "Groter",
      larger: "Nog groter",
      language: "Taal",
      dutch: "Nederlands",
      english: "English"
    },
    work: {
      title: "Werken met Sluis",
      keys: "Toetsen van 1 letter",
      keysHint: "Bijvoorbeeld J en K in een lijst. Zet dit uit als je dicteert.",
      hide: "Namen verbergen",
      hideHint: "Je ziet dan Kind 1 en Ouder 2. Ook met Alt+Shift+N."
    },
    here: "Deze keuzes gelden op dit apparaat.",
    reach: {
      title: "Bereikbaarheid",
      lead: "Zo weten anderen of ze je team nu kunnen bellen.",
      auto: "Het stopt vanzelf op de tijd die je kiest."
    },
    you: { title: "Jij", name: "Naam", organisation: "Organisatie", teams: "Teams", since: "Ingelogd sinds" }
  };

  // src/text/nl/ways.ts
  var ways2 = {
    login: {
      title: "Inloggen",
      lead: "Sluis is er voor organisaties die samenwerken voor veiligheid thuis.",
      passkey: "Log in met je vingerafdruk, gezicht of pincode",
      passkeyTitle: "Log in met je sleutel",
      passkeyHint: "Dat werkt als je op dit apparaat een sleutel hebt gemaakt.",
      passkeyBusy: "Kijk op je scherm. Je apparaat vraagt om je vingerafdruk, gezicht of pincode.",
      passkeyStopped: "Dat is niet gelukt. Probeer het nog een keer, of gebruik je 8 woorden.",
      passkeyStrange: "Deze sleutel is niet van Sluis. Kies een andere, of gebruik je 8 woorden.",
      noSecret: "Dit apparaat kan je sleutel niet veilig openen. Gebruik je 8 woorden.",
      or: "of",
      byWords: "Log in met je 8 woorden",
      account: "Accountcode",
      accountHint: "Bijvoorbeeld K7QM2-P4XD9. Die staat bij je 8 woorden.",
      accountMissing: "Vul je accountcode in.",
      accountBad: "Een accountcode heeft 10 tekens. Kijk hem na.",
      known: "Je account op dit apparaat",
      knownAs: (code) => `Account ${code}`,
      which: "Welk account is van jou?",
      another: "Een ander account",
      forget: "Haal dit account van dit apparaat",
      forgetText: "Dit apparaat vergeet je accountcode en je concepten die nog niet verstuurd zijn.",
      forgetDo: "Haal weg",
      open: "Inloggen",
      opening: "We openen je sleutel…",
      lost: "Ik kan niet inloggen",
      long: "Lang niet geweest? We helpen je stap voor stap.",
      offline: "Je bent offline. Inloggen kan weer als je internet hebt."
    },
    words: {
      label: "Je 8 woorden",
      hint: "Typ een spatie tussen de woorden. De eerste 4 letters zijn genoeg.",
      count: (n3) => `${n3} van 8 woorden`,
      missing: "Vul je 8 woorden in.",
      notEight: (n3) => n3 === 1 ? "Je typte 1 woord. Het zijn er 8." : `Je typte ${n3} woorden. Het zijn er 8.`,
      doubt: (at, word) => `Woord ${at}, «${word}», kennen we niet.`,
      near: "Bedoel je:",
      nearNone: "Kijk dit woord na.",
      useNear: (at, word) => `Gebruik ${word} als woord ${at}`,
      complete: "Deze 8 woorden passen bij elkaar."
    },
    first: {
      title: "Zo begin je",
      lead: "Maak 2 manieren om binnen te komen. Raak je er een kwijt, dan heb je er nog een.",
      tasks: "Wat je nog moet doen",
      key: "Maak je sleutel op dit apparaat",
      makeKey: "Maak mijn sleutel",
      keyHint: "Met je vingerafdruk, gezicht of pincode.",
      second: "Maak een tweede manier om binnen te komen",
      secondHint: "8 woorden die je opschrijft en goed bewaart.",
      secondKeyHint: "Of een sleutel op een ander apparaat.",
      need: "Je hebt 2 manieren nodig. Daarna kun je aan het werk.",
      noKey: "Dit apparaat kan geen sleutel maken. Gebruik je 8 woorden.",
      done: "Alles is klaar.",
      go: "Naar Vandaag",
      fails: "Je sleutel maken is mislukt. Er is niets kapot. Probeer het opnieuw.",
      made: "Je sleutel is gemaakt."
    },
    phrase: {
      title: "Je nieuwe 8 woorden",
      make: "Maak 8 woorden",
      making: "We maken 8 woorden…",
      warn: "Kijk of niemand meekijkt. Je ziet de woorden maar 1 keer.",
      show: "Toon de woorden",
      write: "Schrijf ze op papier. Bewaar ze niet op dit apparaat.",
      list: "De 8 woorden, met nummer",
      code: "Schrijf ook je accountcode op:",
      written: "Ik heb ze opgeschreven",
      check: "Typ de woorden nu terug",
      checkHint: "Zo weten we dat je ze goed hebt opgeschreven.",
      again: "Ik ben ze al kwijt. Maak nieuwe.",
      confirm: "Klaar",
      done: "Je 8 woorden werken nu.",
      replaces: "Had je al woorden? Die werken dan niet meer."
    },
    lost: {
      title: "Je kunt niet inloggen",
      lead: "Dat gebeurt vaker. We helpen je stap voor stap.",
      words: "Ik heb mijn 8 woorden",
      wordsHow: [
        "Pak het papier met je accountcode en 8 woorden.",
        "Log daarmee in.",
        "Maak daarna een nieuwe sleutel op dit apparaat."
      ],
      wordsDo: "Inloggen met mijn woorden",
      device: "Ik heb nog een ander apparaat",
      deviceHow: [
        "Log in op dat andere apparaat.",
        "Ga naar Instellingen en maak nieuwe woorden.",
        "Log daarmee hier in."
      ],
      colleague: "Ik heb geen van beide",
      colleagueHow: [
        "Bel je beheerder. Gebruik een nummer dat je al kent.",
        "De beheerder maakt een nieuwe uitnodiging voor je.",
        "Daarna geeft je team je weer toegang."
      ],
      old: "Berichten van je team blijven bewaard. Je team geeft je die weer.",
      none: "Heeft niemand van je team nog een sleutel? Dan kunnen oude berichten niet meer open.",
      blame: "Dat is vervelend, maar niet jouw fout. Vraag de afzenders om opnieuw te sturen.",
      call: "Kom je er niet uit? Bel ons."
    },
    locked: {
      title: "Sluis is op slot.",
      unlock: "Ontgrendel",
      byWords: "Ontgrendel met woorden",
      idle: "Er gebeurde een kwartier niets. Daarom ging Sluis op slot.",
      hidden: "Sluis stond een tijd op de achtergrond. Daarom ging het op slot.",
      long: "Je was 10 uur ingelogd. Daarom ging Sluis op slot.",
      asked: "Jij deed Sluis op slot.",
      refused: "De hub laat je account niet meer toe. Bel je beheerder.",
      kept: "Je concepten zijn bewaard.",
      notYou: "Ben jij dit niet?",
      other: "Log in met een ander account",
      fails: "Ontgrendelen is niet gelukt.",
      soon: "Ben je er nog?",
      soonText: (seconds) => seconds === 1 ? "Sluis gaat over 1 seconde op slot." : `Sluis gaat over ${seconds} seconden op slot.`,
      soonKept: "Je tekst is bewaard.",
      stay: "Ik ben er nog",
      now: "Nu op slot"
    },
    confirm: {
      title: "Laat zien dat jij het bent",
      text: "Dit is een belangrijke stap. Daarom vragen we het nog een keer.",
      passkey: "Gebruik je vingerafdruk, gezicht of pincode",
      words: "Gebruik je 8 woorden",
      go: "Bevestig"
    },
    start: {
      title: "Sluis start",
      wait: "Een moment. Sluis start op dit apparaat.",
      fails: "Sluis kan niet starten.",
      old: "Je browser kan dit niet. Gebruik Edge, Chrome, Firefox of Safari van dit jaar."
    }
  };

  // src/text/nl.ts
  var nl = { errors: errors2, exchange: exchange2, frame: frame2, help: help2, parts: parts2, settings: settings2, ways: ways2 };

  // src/text/format.ts
  var zone = "Europe/Amsterdam";
  var locales = { nl: "nl-NL", en: "en-GB" };
  var made = /* @__PURE__ */ new Map();
  function formatter(language, name, options) {
    const key2 = language + name;
    const known = made.get(key2);
    if (known) return known;
    const fresh = new Intl.DateTimeFormat(locales[language], { timeZone: zone, ...options });
    made.set(key2, fresh);
    return fresh;
  }
  function instant(when) {
    const at = new Date(/^\d{4}-\d{2}-\d{2}$/.test(when) ? when + "T11:00:00Z" : when);
    return Number.isNaN(at.getTime()) ? void 0 : at;
  }
  function printed(language, name, when, options) {
    const at = instant(when);
    if (!at) return when;
    return formatter(language, name, options).format(at).replace(/[.,]/g, "");
  }
  function shortDate(language, when) {
    return printed(language, "short", when, { day: "numeric", month: "short" });
  }
  function clock(language, when) {
    return printed(language, "clock", when, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  }
  function moment(language, when, now) {
    const day = dateIn(when);
    const time = clock(language, when);
    if (day === dateIn(now)) return time;
    const sameYear = day.slice(0, 4) === dateIn(now).slice(0, 4);
    const date = sameYear ? shortDate(language, when) : `${shortDate(language, when)} ${day.slice(0, 4)}`;
    return `${date}, ${time}`;
  }
  function dateIn(when) {
    const at = instant(when);
    if (!at) return "";
    const parts3 = formatter("en", "iso", { year: "numeric", month: "2-digit", day: "2-digit" }).formatToParts(at);
    const part = (type) => parts3.find((p5) => p5.type === type)?.value ?? "";
    return `${part("year")}-${part("month")}-${part("day")}`;
  }

  // src/text/index.ts
  function catalogue(language) {
    return language === "en" ? en : nl;
  }

  // src/ui/base/names.ts
  function makeNames(hidden, text) {
    const known = /* @__PURE__ */ new Map();
    const last = { child: 0, parent: 0, person: 0 };
    function remember(name, role) {
      const was = known.get(name);
      if (was) return was;
      const fresh = { role, n: ++last[role] };
      known.set(name, fresh);
      return fresh;
    }
    const standIn = ({ role, n: n3 }) => text().parts.hide[role](n3);
    return {
      hidden,
      know(name, role) {
        if (name.trim() !== "") remember(name.trim(), role);
      },
      show(name, role) {
        if (name.trim() === "") return name;
        const who = remember(name.trim(), role);
        return hidden.value ? standIn(who) : name;
      },
      within(free) {
        if (!hidden.value) return free;
        let out = free;
        for (const [name, who] of [...known].sort(([a5], [b3]) => b3.length - a5.length)) {
          out = replaceWord(out, name, standIn(who));
        }
        for (const [name, who] of known) {
          const first2 = name.split(/\s+/)[0] ?? "";
          if (first2.length > 2 && first2 !== name) out = replaceWord(out, first2, standIn(who));
        }
        return out;
      },
      wipe() {
        known.clear();
        last.child = last.parent = last.person = 0;
      }
    };
  }
  function replaceWord(text, word, by) {
    const quoted = word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/\s+/g, "\\s+");
    return text.replace(new RegExp(`(?<![\\p{L}\\p{N}])${quoted}(?![\\p{L}\\p{N}])`, "giu"), () => by);
  }

  // src/ui/base/notices.ts
  var stay = 8e3;
  var quiet = 1e4;
  function makeNotices() {
    const list = y3([]);
    const spoken = y3({ polite: "", assertive: "" });
    const ends = /* @__PURE__ */ new Map();
    let next = 1;
    let lastSaid = 0;
    let waiting;
    function dismiss(id) {
      list.value = list.value.filter((n3) => n3.id !== id);
    }
    function speak(text) {
      lastSaid = Date.now();
      spoken.value = { ...spoken.value, polite: text };
    }
    return {
      list,
      spoken,
      tell(text, tone = "plain") {
        const id = next++;
        list.value = [...list.value.slice(-2), { id, text, tone, hold: null }];
        if (tone !== "bad") setTimeout(() => dismiss(id), stay);
      },
      say(text, urgent = false) {
        if (urgent) {
          spoken.value = { ...spoken.value, assertive: text };
          return;
        }
        clearTimeout(waiting);
        const wait2 = Math.max(0, lastSaid + quiet - Date.now());
        if (wait2 === 0) speak(text);
        else waiting = setTimeout(() => speak(text), wait2);
      },
      hold(text, act, seconds = 10) {
        const id = next++;
        const left = y3(seconds);
        list.value = [...list.value, { id, text, tone: "plain", hold: left }];
        return new Promise((resolve, reject) => {
          const tick = setInterval(() => {
            left.value--;
            if (left.value <= 0) end(false);
          }, 1e3);
          function end(undone) {
            clearInterval(tick);
            ends.delete(id);
            dismiss(id);
            if (undone) resolve(false);
            else act().then(() => resolve(true), reject);
          }
          ends.set(id, end);
        });
      },
      undo(id) {
        ends.get(id)?.(true);
      },
      dismiss,
      wipe() {
        clearTimeout(waiting);
        for (const end of [...ends.values()]) end(true);
        list.value = [];
        spoken.value = { polite: "", assertive: "" };
      }
    };
  }

  // src/ui/base/passkey.ts
  var PasskeyError = class extends Error {
    trouble;
    constructor(trouble) {
      super("passkey: " + trouble);
      this.name = "PasskeyError";
      this.trouble = trouble;
    }
  };
  var wait = 18e4;
  function makePasskeys(view) {
    const keys = view.navigator.credentials;
    async function open(salt, only) {
      const found = await asked(
        () => keys.get({
          publicKey: {
            challenge: crypto.getRandomValues(new Uint8Array(32)),
            userVerification: "required",
            timeout: wait,
            allowCredentials: only ? [{ type: "public-key", id: only.credential }] : [],
            extensions: { prf: { eval: { first: salt } } }
          }
        })
      );
      const account = only ?? accountOf(found.response);
      const secret = secretOf(found);
      if (!secret) throw new PasskeyError("nosecret");
      return { org: account.org, member: account.member, credential: new Uint8Array(found.rawId), secret };
    }
    return {
      possible: "PublicKeyCredential" in view && keys !== void 0,
      open: (salt) => open(salt),
      async make(salt, { org, member, name }) {
        const made2 = await asked(
          () => keys.create({
            publicKey: {
              challenge: crypto.getRandomValues(new Uint8Array(32)),
              rp: { name: "Sluis" },
              user: { id: handleOf(org, member), name, displayName: name },
              pubKeyCredParams: [-8, -7, -257].map((alg) => ({ type: "public-key", alg })),
              authenticatorSelection: { residentKey: "required", requireResidentKey: true, userVerification: "required" },
              attestation: "none",
              timeout: wait,
              extensions: { prf: { eval: { first: salt } } }
            }
          })
        );
        const credential = new Uint8Array(made2.rawId);
        const secret = secretOf(made2);
        if (secret) return { org, member, credential, secret };
        return open(salt, { credential, org, member });
      }
    };
  }
  async function asked(ask) {
    let given;
    try {
      given = await ask();
    } catch {
      throw new PasskeyError("stopped");
    }
    if (!(given instanceof PublicKeyCredential)) throw new PasskeyError("stopped");
    return given;
  }
  function secretOf(credential) {
    const first2 = credential.getClientExtensionResults().prf?.results?.first;
    if (!first2) return void 0;
    const there = ArrayBuffer.isView(first2) ? new Uint8Array(first2.buffer, first2.byteOffset, first2.byteLength) : new Uint8Array(first2);
    if (there.length !== 32) return void 0;
    const secret = new Uint8Array(there);
    there.fill(0);
    return secret;
  }
  function handleOf(org, member) {
    const hex = org + member;
    return Uint8Array.from({ length: 32 }, (_4, i4) => Number.parseInt(hex.slice(2 * i4, 2 * i4 + 2), 16));
  }
  function accountOf(answer) {
    const handle = answer instanceof AuthenticatorAssertionResponse ? answer.userHandle : null;
    if (!handle || handle.byteLength !== 32) throw new PasskeyError("strange");
    const hex = [...new Uint8Array(handle)].map((b3) => b3.toString(16).padStart(2, "0")).join("");
    return { org: hex.slice(0, 32), member: hex.slice(32) };
  }

  // src/ui/base/prefs.ts
  var key = "sluis.view";
  function stored(storage) {
    try {
      const value = JSON.parse(storage.getItem(key) ?? "{}");
      return typeof value === "object" && value !== null ? { ...value } : {};
    } catch {
      return {};
    }
  }
  function oneOf(value, fallback, ...others) {
    return others.find((o5) => o5 === value) ?? fallback;
  }
  function makePrefs(storage, root) {
    const was = stored(storage);
    const prefs = {
      theme: y3(oneOf(was["theme"], "system", "light", "dark")),
      size: y3(oneOf(was["size"], "normal", "large", "larger")),
      language: y3(oneOf(was["language"], "nl", "en")),
      letters: y3(was["letters"] !== false),
      hideNames: y3(was["hideNames"] === true)
    };
    x2(() => {
      root.dataset["theme"] = prefs.theme.value;
      root.dataset["size"] = prefs.size.value;
      root.lang = prefs.language.value;
      const now = {
        theme: prefs.theme.value,
        size: prefs.size.value,
        language: prefs.language.value,
        letters: prefs.letters.value,
        hideNames: prefs.hideNames.value
      };
      try {
        storage.setItem(key, JSON.stringify(now));
      } catch {
      }
    });
    return prefs;
  }

  // src/crypto/note/bytes.ts
  var encoder = new TextEncoder();
  var hexDigits = Array.from({ length: 256 }, (_4, b3) => b3.toString(16).padStart(2, "0"));

  // src/crypto/note/value.ts
  var ZeroHash = "0".repeat(64);
  var ZeroID = "0".repeat(32);
  var MaxNum = Number.MAX_SAFE_INTEGER;
  var isHash = (text) => /^[0-9a-f]{64}$/.test(text);

  // src/ui/base/route.ts
  var screens = [
    "vandaag",
    "postvak",
    "zaken",
    "zaak",
    "nieuw",
    "overdracht",
    "verzoek",
    "terugkoppeling",
    "bericht",
    "antwoord",
    "kamer",
    "adresboek",
    "zoeken",
    "meer",
    "instellingen",
    "bereikbaar",
    "hulp"
  ];
  function readRoute(hash) {
    const [name = "", exchange3 = ""] = hash.replace(/^#\/?/, "").split("/");
    const screen = screens.find((s4) => s4 === name) ?? "vandaag";
    return { screen, exchange: isHash(exchange3) ? exchange3 : "" };
  }
  function address(screen, exchange3 = "") {
    return exchange3 === "" ? `#/${screen}` : `#/${screen}/${exchange3}`;
  }
  function makeRouter(view) {
    const route = y3(readRoute(view.location.hash));
    view.addEventListener("hashchange", () => {
      route.value = readRoute(view.location.hash);
    });
    return {
      route,
      go(screen, exchange3 = "") {
        view.location.hash = address(screen, exchange3);
      }
    };
  }

  // src/ui/base/session.ts
  var aliveEvery = 2e4;
  function makeSession(link, trust, origin) {
    const phase = y3("starting");
    const me = y3(null);
    const accounts = y3([]);
    const passkeys = y3(false);
    const last = y3(null);
    const connection = y3({ state: "live", since: "", retry: 0, missed: 0 });
    const locking = y3(null);
    const reachable = y3("");
    const available = y3([]);
    const team = y3("");
    const wipers = /* @__PURE__ */ new Set();
    let counting;
    let told = 0;
    function calm() {
      clearInterval(counting);
      locking.value = null;
    }
    function wipe(why) {
      calm();
      const was = me.value;
      if (!was) return;
      const ways3 = [...new Set(was.ways.map((w5) => w5.kind))];
      const account = { org: was.org, member: was.member, code: was.code, ways: ways3 };
      last.value = { account, initial: was.name.slice(0, 1).toUpperCase(), why };
      me.value = null;
      team.value = "";
      reachable.value = "";
      available.value = [];
      phase.value = "locked";
      for (const act of [...wipers]) act();
    }
    link.on((event) => {
      switch (event.event) {
        case "link":
          connection.value = { state: event.state, since: event.since, retry: event.retry, missed: event.missed };
          break;
        case "locked":
          wipe(event.why);
          break;
        case "locking":
          clearInterval(counting);
          locking.value = event.seconds;
          counting = setInterval(() => {
            if (locking.value !== null && locking.value > 0) locking.value--;
          }, 1e3);
          break;
        case "available":
          available.value = event.teams;
          break;
        case "reachable":
          reachable.value = event.until;
          break;
        default:
      }
    });
    return {
      trust,
      phase,
      me,
      accounts,
      passkeys,
      last,
      connection,
      locking,
      reachable,
      available,
      team,
      async start() {
        try {
          const known = await link.call("start", trust, origin);
          accounts.value = known.accounts;
          passkeys.value = known.passkeys;
          phase.value = "out";
        } catch (error) {
          phase.value = "broken";
          throw error;
        }
      },
      enter(now) {
        me.value = now;
        last.value = null;
        phase.value = "in";
      },
      leave() {
        last.value = null;
        phase.value = "out";
      },
      async lock() {
        wipe("asked");
        await link.call("lock");
      },
      alive() {
        if (phase.value !== "in") return;
        if (locking.value === null && Date.now() - told < aliveEvery) return;
        told = Date.now();
        calm();
        void link.call("alive").catch(() => void 0);
      },
      opened(first2) {
        const value = y3(first2);
        wipers.add(() => {
          value.value = first2;
        });
        return value;
      },
      onWipe(act) {
        wipers.add(act);
        return () => wipers.delete(act);
      }
    };
  }

  // src/ui/base/app.ts
  function makeApp({ link, trust, view, passkeys, now }) {
    const prefs = makePrefs(view.localStorage, view.document.documentElement);
    const text = O(() => catalogue(prefs.language.value));
    const session = makeSession(link, trust, view.location.origin);
    const notices = makeNotices();
    const names = makeNames(prefs.hideNames, () => text.value);
    session.onWipe(() => {
      notices.wipe();
      names.wipe();
    });
    return {
      link,
      session,
      prefs,
      text,
      router: makeRouter(view),
      notices,
      names,
      passkeys: passkeys ?? makePasskeys(view),
      now: now ?? (() => (/* @__PURE__ */ new Date()).toISOString())
    };
  }
  var AppContext = U(null);
  function useApp() {
    const app = j2(AppContext);
    if (!app) throw new Error("a part of the page stands outside the app");
    return app;
  }
  function useText() {
    return useApp().text.value;
  }
  function useLanguage() {
    return useApp().prefs.language.value;
  }

  // src/ui/base/keys.ts
  function busy(target) {
    if (!(target instanceof HTMLElement)) return false;
    if (target.closest("input, textarea, select, [contenteditable]")) return true;
    return target.closest("a, button, summary, [tabindex='0']") !== null && !target.closest("[data-letters]");
  }
  function useLetters(keys) {
    const { prefs } = useApp();
    A2(() => {
      let before = "";
      let at = 0;
      function pressed(event) {
        if (!prefs.letters.value || event.ctrlKey || event.altKey || event.metaKey || busy(event.target)) return;
        if (document.querySelector("dialog[open]")) return;
        const key2 = event.key.toLowerCase();
        const two = event.timeStamp - at < 1200 ? keys[`${before} ${key2}`] : void 0;
        const act = two ?? keys[key2];
        before = key2;
        at = event.timeStamp;
        if (!act) return;
        event.preventDefault();
        act();
      }
      document.addEventListener("keydown", pressed);
      return () => document.removeEventListener("keydown", pressed);
    }, [keys]);
  }
  function useHideKey() {
    const { prefs } = useApp();
    A2(() => {
      function pressed(event) {
        if (!event.altKey || !event.shiftKey || event.code !== "KeyN") return;
        event.preventDefault();
        prefs.hideNames.value = !prefs.hideNames.value;
      }
      document.addEventListener("keydown", pressed);
      return () => document.removeEventListener("keydown", pressed);
    }, []);
  }

  // node_modules/preact/jsx-runtime/dist/jsxRuntime.mjs
  var f4 = /* @__PURE__ */ Symbol.for("pv");
  var o4 = 0;
  function a4(t4, e4, n3, u4, a5, i4) {
    e4 || (e4 = {});
    var c4, l4, p5 = e4;
    if ("ref" in p5 && "function" != typeof t4) for (l4 in p5 = {}, e4) "ref" == l4 ? c4 = e4[l4] : p5[l4] = e4[l4];
    var s4 = { type: t4, props: p5, key: n3, ref: c4, __k: null, __: null, __b: 0, __e: null, __c: null, constructor: f4, __v: --o4, __i: -1, __u: 0 };
    return (a5 || i4) && (s4.__source = a5, s4.__self = i4), n.vnode && n.vnode(s4), s4;
  }

  // src/ui/base/icon.tsx
  var paths = {
    gates: ["M4 4v16", "M20 4v16", "M4 6l8 4", "M20 6l-8 4", "M4 18l8 -4", "M20 18l-8 -4"],
    today: [
      "M11.5 21h-5.5a2 2 0 0 1 -2 -2v-12a2 2 0 0 1 2 -2h12a2 2 0 0 1 2 2v6",
      "M16 3v4",
      "M8 3v4",
      "M4 11h16",
      "M15 19l2 2l4 -4"
    ],
    inbox: ["M4 6a2 2 0 0 1 2 -2h12a2 2 0 0 1 2 2v12a2 2 0 0 1 -2 2h-12a2 2 0 0 1 -2 -2l0 -12", "M4 13h3l3 3h4l3 -3h3"],
    plus: ["M12 5l0 14", "M5 12l14 0"],
    more: ["M4 6l16 0", "M4 12l16 0", "M4 18l16 0"],
    book: [
      "M20 6v12a2 2 0 0 1 -2 2h-10a2 2 0 0 1 -2 -2v-12a2 2 0 0 1 2 -2h10a2 2 0 0 1 2 2",
      "M10 16h6",
      "M11 11a2 2 0 1 0 4 0a2 2 0 1 0 -4 0",
      "M4 8h3",
      "M4 12h3",
      "M4 16h3"
    ],
    settings: [
      "M10.325 4.317c.426 -1.756 2.924 -1.756 3.35 0a1.724 1.724 0 0 0 2.573 1.066c1.543 -.94 3.31 .826 2.37 2.37a1.724 1.724 0 0 0 1.065 2.572c1.756 .426 1.756 2.924 0 3.35a1.724 1.724 0 0 0 -1.066 2.573c.94 1.543 -.826 3.31 -2.37 2.37a1.724 1.724 0 0 0 -2.572 1.065c-.426 1.756 -2.924 1.756 -3.35 0a1.724 1.724 0 0 0 -2.573 -1.066c-1.543 .94 -3.31 -.826 -2.37 -2.37a1.724 1.724 0 0 0 -1.065 -2.572c-1.756 -.426 -1.756 -2.924 0 -3.35a1.724 1.724 0 0 0 1.066 -2.573c-.94 -1.543 .826 -3.31 2.37 -2.37c1 .608 2.296 .07 2.572 -1.065",
      "M9 12a3 3 0 1 0 6 0a3 3 0 0 0 -6 0"
    ],
    help: [
      "M8 12a4 4 0 1 0 8 0a4 4 0 1 0 -8 0",
      "M3 12a9 9 0 1 0 18 0a9 9 0 1 0 -18 0",
      "M15 15l3.35 3.35",
      "M9 15l-3.35 3.35",
      "M5.65 5.65l3.35 3.35",
      "M18.35 5.65l-3.35 3.35"
    ],
    phone: ["M5 4h4l2 5l-2.5 1.5a11 11 0 0 0 5 5l1.5 -2.5l5 2v4a2 2 0 0 1 -2 2a16 16 0 0 1 -15 -15a2 2 0 0 1 2 -2"],
    eye: [
      "M10 12a2 2 0 1 0 4 0a2 2 0 0 0 -4 0",
      "M21 12c-2.4 4 -5.4 6 -9 6c-3.6 0 -6.6 -2 -9 -6c2.4 -4 5.4 -6 9 -6c3.6 0 6.6 2 9 6"
    ],
    "eye-off": [
      "M10.585 10.587a2 2 0 0 0 2.829 2.828",
      "M16.681 16.673a8.717 8.717 0 0 1 -4.681 1.327c-3.6 0 -6.6 -2 -9 -6c1.272 -2.12 2.712 -3.678 4.32 -4.674m2.86 -1.146a9.055 9.055 0 0 1 1.82 -.18c3.6 0 6.6 2 9 6c-.666 1.11 -1.379 2.067 -2.138 2.87",
      "M3 3l18 18"
    ],
    key: [
      "M16.555 3.843l3.602 3.602a2.877 2.877 0 0 1 0 4.069l-2.643 2.643a2.877 2.877 0 0 1 -4.069 0l-.301 -.301l-6.558 6.558a2 2 0 0 1 -1.239 .578l-.175 .008h-1.172a1 1 0 0 1 -.993 -.883l-.007 -.117v-1.172a2 2 0 0 1 .467 -1.284l.119 -.13l.414 -.414h2v-2h2v-2l2.144 -2.144l-.301 -.301a2.877 2.877 0 0 1 0 -4.069l2.643 -2.643a2.877 2.877 0 0 1 4.069 0",
      "M15 9h.01"
    ],
    passkey: [
      "M18.9 7a8 8 0 0 1 1.1 5v1a6 6 0 0 0 .8 3",
      "M8 11a4 4 0 0 1 8 0v1a10 10 0 0 0 2 6",
      "M12 11v2a14 14 0 0 0 2.5 8",
      "M8 15a18 18 0 0 0 1.8 6",
      "M4.9 19a22 22 0 0 1 -.9 -7v-1a8 8 0 0 1 12 -6.95"
    ],
    lock: [
      "M5 13a2 2 0 0 1 2 -2h10a2 2 0 0 1 2 2v6a2 2 0 0 1 -2 2h-10a2 2 0 0 1 -2 -2v-6",
      "M11 16a1 1 0 1 0 2 0a1 1 0 0 0 -2 0",
      "M8 11v-4a4 4 0 1 1 8 0v4"
    ],
    check: ["M5 12l5 5l10 -10"],
    close: ["M18 6l-12 12", "M6 6l12 12"],
    warning: [
      "M12 9v4",
      "M10.363 3.591l-8.106 13.534a1.914 1.914 0 0 0 1.636 2.871h16.214a1.914 1.914 0 0 0 1.636 -2.87l-8.106 -13.536a1.914 1.914 0 0 0 -3.274 0",
      "M12 16h.01"
    ],
    stop: [
      "M3 9.101v5.798c0 .53 .211 1.039 .586 1.415l4.1 4.1c.375 .375 .884 .586 1.415 .586h5.799c.53 0 1.039 -.211 1.414 -.586l4.1 -4.1c.375 -.375 .586 -.884 .586 -1.415v-5.798c0 -.53 -.211 -1.039 -.586 -1.415l-4.1 -4.1c-.375 -.375 -.884 -.586 -1.414 -.586l-5.799 0c-.53 0 -1.039 .211 -1.415 .586l-4.1 4.1c-.375 .375 -.586 .884 -.586 1.415",
      "M12 8v4",
      "M12 16h.01"
    ],
    info: ["M3 12a9 9 0 1 0 18 0a9 9 0 0 0 -18 0", "M12 9h.01", "M11 12h1v4h1"],
    question: [
      "M8 9h8",
      "M8 13h6",
      "M14 18h-1l-5 3v-3h-2a3 3 0 0 1 -3 -3v-8a3 3 0 0 1 3 -3h12a3 3 0 0 1 3 3v4.5",
      "M19 22v.01",
      "M19 19a2.003 2.003 0 0 0 .914 -3.782a1.98 1.98 0 0 0 -2.414 .483"
    ],
    right: ["M9 6l6 6l-6 6"],
    down: ["M6 9l6 6l6 -6"],
    left: ["M15 6l-6 6l6 6"],
    hourglass: [
      "M6.5 7h11",
      "M6.5 17h11",
      "M6 20v-2a6 6 0 1 1 12 0v2a1 1 0 0 1 -1 1h-10a1 1 0 0 1 -1 -1",
      "M6 4v2a6 6 0 1 0 12 0v-2a1 1 0 0 0 -1 -1h-10a1 1 0 0 0 -1 1"
    ],
    clock: ["M3 12a9 9 0 1 0 18 0a9 9 0 0 0 -18 0", "M12 7v5l3 3"],
    copy: [
      "M7 9.667a2.667 2.667 0 0 1 2.667 -2.667h8.666a2.667 2.667 0 0 1 2.667 2.667v8.666a2.667 2.667 0 0 1 -2.667 2.667h-8.666a2.667 2.667 0 0 1 -2.667 -2.667l0 -8.666",
      "M4.012 16.737a2.005 2.005 0 0 1 -1.012 -1.737v-10c0 -1.1 .9 -2 2 -2h10c.75 0 1.158 .385 1.5 1"
    ],
    paperclip: ["M15 7l-6.5 6.5a1.5 1.5 0 0 0 3 3l6.5 -6.5a3 3 0 0 0 -6 -6l-6.5 6.5a4.5 4.5 0 0 0 9 9l6.5 -6.5"],
    file: ["M14 3v4a1 1 0 0 0 1 1h4", "M17 21h-10a2 2 0 0 1 -2 -2v-14a2 2 0 0 1 2 -2h7l5 5v11a2 2 0 0 1 -2 2"],
    pause: [
      "M6 6a1 1 0 0 1 1 -1h2a1 1 0 0 1 1 1v12a1 1 0 0 1 -1 1h-2a1 1 0 0 1 -1 -1l0 -12",
      "M14 6a1 1 0 0 1 1 -1h2a1 1 0 0 1 1 1v12a1 1 0 0 1 -1 1h-2a1 1 0 0 1 -1 -1l0 -12"
    ],
    play: ["M7 4v16l13 -8l-13 -8"],
    again: ["M20 11a8.1 8.1 0 0 0 -15.5 -2m-.5 -4v4h4", "M4 13a8.1 8.1 0 0 0 15.5 2m.5 4v-4h-4"],
    remove: [
      "M4 7l16 0",
      "M10 11l0 6",
      "M14 11l0 6",
      "M5 7l1 12a2 2 0 0 0 2 2h8a2 2 0 0 0 2 -2l1 -12",
      "M9 7v-3a1 1 0 0 1 1 -1h4a1 1 0 0 1 1 1v3"
    ],
    undo: ["M9 14l-4 -4l4 -4", "M5 10h11a4 4 0 1 1 0 8h-1"],
    feedback: [
      "M12 18h-7a2 2 0 0 1 -2 -2v-10a2 2 0 0 1 2 -2h14a2 2 0 0 1 2 2v7.5",
      "M3 6l9 6l9 -6",
      "M15 18h6",
      "M18 15l3 3l-3 3"
    ],
    shield: ["M12 3a12 12 0 0 0 8.5 3a12 12 0 0 1 -8.5 15a12 12 0 0 1 -8.5 -15a12 12 0 0 0 8.5 -3"],
    person: ["M8 7a4 4 0 1 0 8 0a4 4 0 0 0 -8 0", "M6 21v-2a4 4 0 0 1 4 -4h4a4 4 0 0 1 4 4v2"],
    people: [
      "M5 7a4 4 0 1 0 8 0a4 4 0 1 0 -8 0",
      "M3 21v-2a4 4 0 0 1 4 -4h4a4 4 0 0 1 4 4v2",
      "M16 3.13a4 4 0 0 1 0 7.75",
      "M21 21v-2a4 4 0 0 0 -3 -3.85"
    ],
    live: [
      "M12 18l.01 0",
      "M9.172 15.172a4 4 0 0 1 5.656 0",
      "M6.343 12.343a8 8 0 0 1 11.314 0",
      "M3.515 9.515c4.686 -4.687 12.284 -4.687 17 0"
    ],
    offline: [
      "M12 18l.01 0",
      "M9.172 15.172a4 4 0 0 1 5.656 0",
      "M6.343 12.343a7.963 7.963 0 0 1 3.864 -2.14m4.163 .155a7.965 7.965 0 0 1 3.287 2",
      "M3.515 9.515a12 12 0 0 1 3.544 -2.455m3.101 -.92a12 12 0 0 1 10.325 3.374",
      "M3 3l18 18"
    ],
    device: ["M3 19l18 0", "M5 7a1 1 0 0 1 1 -1h12a1 1 0 0 1 1 1v8a1 1 0 0 1 -1 1h-12a1 1 0 0 1 -1 -1l0 -8"],
    search: ["M3 10a7 7 0 1 0 14 0a7 7 0 1 0 -14 0", "M21 21l-6 -6"],
    list: [
      "M3.5 5.5l1.5 1.5l2.5 -2.5",
      "M3.5 11.5l1.5 1.5l2.5 -2.5",
      "M3.5 17.5l1.5 1.5l2.5 -2.5",
      "M11 6l9 0",
      "M11 12l9 0",
      "M11 18l9 0"
    ],
    building: [
      "M3 21l18 0",
      "M9 8l1 0",
      "M9 12l1 0",
      "M9 16l1 0",
      "M14 8l1 0",
      "M14 12l1 0",
      "M14 16l1 0",
      "M5 21v-16a2 2 0 0 1 2 -2h10a2 2 0 0 1 2 2v16"
    ],
    send: ["M10 14l11 -11", "M21 3l-6.5 18a.55 .55 0 0 1 -1 0l-3.5 -7l-7 -3.5a.55 .55 0 0 1 0 -1l18 -6.5"],
    folder: ["M5 4h4l3 3h7a2 2 0 0 1 2 2v8a2 2 0 0 1 -2 2h-14a2 2 0 0 1 -2 -2v-11a2 2 0 0 1 2 -2"],
    done: ["M3 12a9 9 0 1 0 18 0a9 9 0 1 0 -18 0", "M9 12l2 2l4 -4"],
    talk: [
      "M3 20l1.3 -3.9c-2.324 -3.437 -1.426 -7.872 2.1 -10.374c3.526 -2.501 8.59 -2.296 11.845 .48c3.255 2.777 3.695 7.266 1.029 10.501c-2.666 3.235 -7.615 4.215 -11.574 2.293l-4.7 1"
    ],
    pencil: ["M4 20h4l10.5 -10.5a2.828 2.828 0 1 0 -4 -4l-10.5 10.5v4", "M13.5 6.5l4 4"]
  };
  function Icon({ name, size = 20 }) {
    return /* @__PURE__ */ a4(
      "svg",
      {
        class: "icon",
        viewBox: "0 0 24 24",
        width: size,
        height: size,
        fill: "none",
        stroke: "currentColor",
        "stroke-width": "1.75",
        "stroke-linecap": "round",
        "stroke-linejoin": "round",
        "aria-hidden": "true",
        focusable: "false",
        children: paths[name].map((d5) => /* @__PURE__ */ a4("path", { d: d5 }, d5))
      }
    );
  }

  // src/ui/part/button.tsx
  function Button(props) {
    const { children, onClick, kind = "plain", icon, submit = false, busy: busy2 = false, wide = false } = props;
    const text = useText();
    return /* @__PURE__ */ a4(
      "button",
      {
        type: submit ? "submit" : "button",
        class: `button button--${kind}${wide ? " button--wide" : ""}`,
        "aria-disabled": busy2 ? "true" : void 0,
        "aria-label": props.label,
        "aria-pressed": props.pressed,
        "aria-expanded": props.expanded,
        "aria-controls": props.controls,
        autofocus: props.autofocus,
        onClick: (event) => {
          if (busy2) event.preventDefault();
          else onClick?.();
        },
        children: [
          icon && /* @__PURE__ */ a4(Icon, { name: icon }),
          /* @__PURE__ */ a4("span", { children: busy2 ? text.parts.busy : children })
        ]
      }
    );
  }
  function Link(props) {
    return /* @__PURE__ */ a4("a", { class: props.alone ? "link link--alone" : "link", href: address(props.to, props.exchange ?? ""), children: [
      props.icon && /* @__PURE__ */ a4(Icon, { name: props.icon }),
      /* @__PURE__ */ a4("span", { children: props.children })
    ] });
  }
  function Phone({ number, children }) {
    return /* @__PURE__ */ a4("a", { class: "link link--alone", href: "tel:" + number.replace(/[^0-9+]/g, ""), children: [
      /* @__PURE__ */ a4(Icon, { name: "phone" }),
      /* @__PURE__ */ a4("span", { children: children ?? number })
    ] });
  }

  // src/ui/frame/connection.tsx
  function ConnectionChip() {
    const { session, notices } = useApp();
    const text = useText().frame.connection;
    const { state, missed } = session.connection.value;
    const was = T2(state);
    A2(() => {
      if (state === "live" && was.current !== "live") notices.tell(text.back(missed), "good");
      was.current = state;
    }, [state]);
    return /* @__PURE__ */ a4("span", { class: `connection connection--${state}`, role: "status", children: [
      state === "live" ? /* @__PURE__ */ a4("span", { class: "connection__dot", "aria-hidden": "true" }) : /* @__PURE__ */ a4(Icon, { name: "offline" }),
      /* @__PURE__ */ a4("span", { children: state === "live" ? text.live : state === "lost" ? text.lost : text.offline })
    ] });
  }
  var patience = 1e4;
  function ConnectionBanner() {
    const app = useApp();
    const language = useLanguage();
    const text = useText().frame.connection;
    const { state, since, retry } = app.session.connection.value;
    const [long, setLong] = d2(state === "offline");
    const [left, setLeft] = d2(retry);
    A2(() => {
      setLong(state === "offline");
      if (state !== "lost") return;
      const away = Date.parse(app.now()) - Date.parse(since);
      const wait2 = setTimeout(() => setLong(true), Math.max(0, patience - (Number.isNaN(away) ? 0 : away)));
      return () => clearTimeout(wait2);
    }, [state, since]);
    A2(() => {
      setLeft(retry);
      const tick = setInterval(() => setLeft((n3) => Math.max(0, n3 - 1)), 1e3);
      return () => clearInterval(tick);
    }, [retry, since]);
    if (state === "live" || !long) return null;
    return /* @__PURE__ */ a4("div", { class: "banner", children: [
      /* @__PURE__ */ a4("p", { children: [
        /* @__PURE__ */ a4(Icon, { name: "offline" }),
        /* @__PURE__ */ a4("span", { children: state === "offline" ? text.offlineSince(clock(language, since)) : left > 0 ? text.lostFor(left) : text.lostNow })
      ] }),
      /* @__PURE__ */ a4(Button, { kind: "quiet", icon: "again", onClick: () => void app.link.call("retry").catch(() => void 0), children: text.again })
    ] });
  }

  // src/ui/part/details.tsx
  function Details({ title, children, open = false }) {
    return /* @__PURE__ */ a4("details", { class: "details details--arrow", open, children: [
      /* @__PURE__ */ a4("summary", { class: "details__head", children: [
        /* @__PURE__ */ a4(Icon, { name: "right" }),
        /* @__PURE__ */ a4("span", { children: title })
      ] }),
      /* @__PURE__ */ a4("div", { class: "details__body stack stack--tight", children })
    ] });
  }

  // src/ui/frame/demo.tsx
  function DemoBanner() {
    const { session } = useApp();
    const text = useText().frame.demo;
    if (!session.trust.demo) return null;
    return /* @__PURE__ */ a4("section", { class: "demo", "aria-label": text.label, children: /* @__PURE__ */ a4("div", { class: "demo__line", children: [
      /* @__PURE__ */ a4("p", { children: [
        /* @__PURE__ */ a4("strong", { children: [
          text.label,
          "."
        ] }),
        " ",
        text.text
      ] }),
      /* @__PURE__ */ a4(Details, { title: text.how, children: /* @__PURE__ */ a4("ol", { class: "steps", children: text.steps.map((step) => /* @__PURE__ */ a4("li", { children: step }, step)) }) })
    ] }) });
  }

  // src/ui/base/print.ts
  function fingerprint() {
    const said = document.querySelector("script[integrity]")?.integrity ?? "";
    const start = /^sha384-([A-Za-z0-9+/]{8})/.exec(said)?.[1];
    if (!start) return "";
    const bytes = Uint8Array.from(atob(start), (c4) => c4.charCodeAt(0)).subarray(0, 4);
    const hex = [...bytes].map((b3) => b3.toString(16).padStart(2, "0")).join("");
    return `${hex.slice(0, 4)} ${hex.slice(4)}`;
  }

  // src/ui/frame/logo.tsx
  function Logo() {
    return /* @__PURE__ */ a4("span", { class: "logo", children: [
      /* @__PURE__ */ a4("svg", { viewBox: "0 0 32 32", width: "28", height: "28", fill: "none", stroke: "currentColor", "stroke-width": "3", "aria-hidden": "true", children: [
        /* @__PURE__ */ a4("path", { d: "M4 4v24M28 4v24", "stroke-linecap": "round" }),
        /* @__PURE__ */ a4("path", { d: "M4 8l12 6 12-6M4 18l12 6 12-6", "stroke-linejoin": "round" })
      ] }),
      /* @__PURE__ */ a4("span", { children: "sluis" })
    ] });
  }

  // src/flows/deadline/zone.ts
  var daySeconds = 86400;
  var hour = 3600;
  var pattern = /^(\d{4})-(\d{2})-(\d{2})$/;
  function dayNumber(year, month, day) {
    return (/* @__PURE__ */ new Date(0)).setUTCFullYear(year, month - 1, day) / (daySeconds * 1e3);
  }
  function calendar(day) {
    const d5 = new Date(day * daySeconds * 1e3);
    return { year: d5.getUTCFullYear(), month: d5.getUTCMonth() + 1, day: d5.getUTCDate() };
  }
  function weekday(day) {
    return ((day + 4) % 7 + 7) % 7;
  }
  function dateOf(day) {
    const { year, month, day: d5 } = calendar(day);
    const two = (n3) => String(n3).padStart(2, "0");
    return `${String(year).padStart(4, "0")}-${two(month)}-${two(d5)}`;
  }
  function dayOfDate(s4) {
    const m5 = pattern.exec(s4);
    if (!m5) return void 0;
    const day = dayNumber(Number(m5[1]), Number(m5[2]), Number(m5[3]));
    return dateOf(day) === s4 ? day : void 0;
  }
  function localTime(at) {
    const seconds = at + offset(at);
    return `${dateOf(Math.floor(seconds / daySeconds))}T${new Date(seconds * 1e3).toISOString().slice(-13, -5)}`;
  }
  function offset(at) {
    const { year } = calendar(Math.floor(at / daySeconds));
    const [from, until] = summer(year);
    return at >= from && at < until ? 2 * hour : hour;
  }
  var first = {
    1977: ["1977-04-03", "1977-09-25"],
    1978: ["1978-04-02", "1978-10-01"],
    1979: ["1979-04-01", "1979-09-30"],
    1980: ["1980-04-06", "1980-09-28"]
  };
  function summer(year) {
    if (year < 1977) return [0, 0];
    const own2 = first[year];
    const from = own2 ? dayOfDate(own2[0]) ?? 0 : lastSunday(year, 3);
    const until = own2 ? dayOfDate(own2[1]) ?? 0 : lastSunday(year, year < 1996 ? 9 : 10);
    return [from * daySeconds + hour, until * daySeconds + hour];
  }
  function lastSunday(year, month) {
    const last = dayNumber(year, month + 1, 0);
    return last - weekday(last);
  }

  // src/crypto/note/code.ts
  var SluisError = class extends Error {
    code;
    constructor(code, text, options) {
      super(text, options);
      this.name = "SluisError";
      this.code = code;
    }
  };
  function codeOf(error) {
    return error instanceof SluisError ? error.code : "";
  }

  // src/ui/base/act.ts
  function useAct() {
    const [busy2, setBusy] = d2(false);
    const [failed, setFailed] = d2(null);
    const running = T2(false);
    return {
      busy: busy2,
      failed,
      clear: () => setFailed(null),
      async run(act) {
        if (running.current) return false;
        running.current = true;
        setBusy(true);
        setFailed(null);
        try {
          await act();
          return true;
        } catch (error) {
          setFailed({ code: codeOf(error) });
          return false;
        } finally {
          running.current = false;
          setBusy(false);
        }
      }
    };
  }

  // src/ui/part/dialog.tsx
  function Dialog({ title, children, actions, onClose, urgent = false }) {
    const text = useText();
    const id = P2();
    const box = T2(null);
    A2(() => {
      const dialog = box.current;
      const before = document.activeElement;
      dialog?.showModal();
      return () => {
        dialog?.close();
        if (before instanceof HTMLElement && before.isConnected) before.focus();
      };
    }, []);
    return /* @__PURE__ */ a4(
      "dialog",
      {
        class: "dialog",
        ref: box,
        role: urgent ? "alertdialog" : void 0,
        "aria-labelledby": id,
        onCancel: (event) => {
          event.preventDefault();
          onClose();
        },
        children: [
          /* @__PURE__ */ a4("div", { class: "dialog__head", children: [
            /* @__PURE__ */ a4("h2", { class: "dialog__title", id, tabIndex: -1, autofocus: true, children: title }),
            /* @__PURE__ */ a4("button", { type: "button", class: "button button--quiet button--icon", onClick: onClose, "aria-label": text.parts.close, children: /* @__PURE__ */ a4(Icon, { name: "close", size: 24 }) })
          ] }),
          /* @__PURE__ */ a4("div", { class: "stack", children }),
          actions && /* @__PURE__ */ a4("div", { class: "dialog__actions", children: actions })
        ]
      }
    );
  }

  // src/ui/part/field.tsx
  function useField({ id, hint, error }) {
    const made2 = P2();
    const own2 = id ?? made2;
    const by = [hint ? own2 + "-hint" : "", error ? own2 + "-error" : ""].filter((s4) => s4 !== "").join(" ");
    return { id: own2, describedBy: by === "" ? void 0 : by };
  }
  function FieldError({ id, children }) {
    const text = useText();
    return /* @__PURE__ */ a4("p", { class: "field__error", id, children: [
      /* @__PURE__ */ a4(Icon, { name: "warning" }),
      /* @__PURE__ */ a4("span", { children: [
        /* @__PURE__ */ a4("span", { class: "visually-hidden", children: [
          text.parts.errorWord,
          " "
        ] }),
        children
      ] })
    ] });
  }
  function Frame(props) {
    const text = useText();
    const { id } = props.ids;
    return /* @__PURE__ */ a4("div", { class: props.error ? "field field--wrong" : "field", children: [
      /* @__PURE__ */ a4("label", { class: "field__label", for: id, children: [
        props.label,
        props.optional && /* @__PURE__ */ a4("span", { class: "field__optional", children: [
          " (",
          text.parts.optional,
          ")"
        ] })
      ] }),
      props.hint && /* @__PURE__ */ a4("p", { class: "field__hint", id: id + "-hint", children: props.hint }),
      props.error && /* @__PURE__ */ a4(FieldError, { id: id + "-error", children: props.error }),
      props.children
    ] });
  }
  function TextField(props) {
    const ids = useField(props);
    return /* @__PURE__ */ a4(Frame, { ...props, ids, children: /* @__PURE__ */ a4(
      "input",
      {
        id: ids.id,
        class: `box${props.mono ? " mono" : ""}${props.short ? " box--short" : ""}`,
        type: "text",
        inputMode: props.mode ?? "text",
        value: props.value,
        onInput: (e4) => props.onInput(e4.currentTarget.value),
        onBlur: props.onBlur,
        "aria-describedby": ids.describedBy,
        "aria-invalid": props.error ? "true" : void 0,
        "aria-required": props.optional ? void 0 : "true",
        autocomplete: "off",
        autocapitalize: "none",
        spellcheck: false,
        autofocus: props.autofocus
      }
    ) });
  }
  function TextArea(props) {
    const text = useText();
    const ids = useField(props);
    const left = props.most === void 0 ? void 0 : props.most - [...props.value].length;
    const near = left !== void 0 && props.most !== void 0 && left <= Math.max(20, props.most / 5);
    return /* @__PURE__ */ a4(Frame, { ...props, ids, children: [
      /* @__PURE__ */ a4(
        "textarea",
        {
          id: ids.id,
          class: `box box--area${props.mono ? " mono" : ""}`,
          rows: props.rows ?? 4,
          value: props.value,
          onInput: (e4) => props.onInput(e4.currentTarget.value),
          onBlur: props.onBlur,
          "aria-describedby": ids.describedBy,
          "aria-invalid": props.error ? "true" : void 0,
          "aria-required": props.optional ? void 0 : "true",
          autocomplete: "off",
          autocapitalize: props.plain ? "none" : "sentences",
          spellcheck: !props.plain
        }
      ),
      /* @__PURE__ */ a4("p", { class: left !== void 0 && left < 0 ? "field__count field__count--over" : "field__count", "aria-live": "polite", children: near && left !== void 0 ? left < 0 ? text.parts.over(-left) : text.parts.left(left) : "" })
    ] });
  }
  function Radios(props) {
    const text = useText();
    const ids = useField(props);
    return /* @__PURE__ */ a4("fieldset", { class: props.error ? "field field--wrong" : "field", "aria-describedby": ids.describedBy, children: [
      /* @__PURE__ */ a4("legend", { class: "field__label", children: [
        props.label,
        props.optional && /* @__PURE__ */ a4("span", { class: "field__optional", children: [
          " (",
          text.parts.optional,
          ")"
        ] })
      ] }),
      props.hint && /* @__PURE__ */ a4("p", { class: "field__hint", id: ids.id + "-hint", children: props.hint }),
      props.error && /* @__PURE__ */ a4(FieldError, { id: ids.id + "-error", children: props.error }),
      /* @__PURE__ */ a4("div", { class: props.inline ? "choices choices--inline" : "choices", children: props.options.map((option, i4) => /* @__PURE__ */ a4("label", { class: "choice", children: [
        /* @__PURE__ */ a4(
          "input",
          {
            type: "radio",
            id: i4 === 0 ? ids.id : void 0,
            name: ids.id,
            checked: props.value === option.value,
            onChange: () => props.onChange(option.value),
            "aria-describedby": option.hint ? `${ids.id}-${option.value}-hint` : void 0
          }
        ),
        /* @__PURE__ */ a4("span", { class: "choice__text", children: [
          option.label,
          option.hint && /* @__PURE__ */ a4("span", { class: "choice__hint", id: `${ids.id}-${option.value}-hint`, children: option.hint })
        ] })
      ] }, option.value)) })
    ] });
  }
  function Checkbox(props) {
    const ids = useField(props);
    return /* @__PURE__ */ a4("div", { class: props.error ? "field field--wrong" : "field", children: [
      props.error && /* @__PURE__ */ a4(FieldError, { id: ids.id + "-error", children: props.error }),
      /* @__PURE__ */ a4("label", { class: "choice", children: [
        /* @__PURE__ */ a4(
          "input",
          {
            type: "checkbox",
            id: ids.id,
            checked: props.checked,
            onChange: (e4) => props.onChange(e4.currentTarget.checked),
            "aria-describedby": ids.describedBy,
            "aria-invalid": props.error ? "true" : void 0
          }
        ),
        /* @__PURE__ */ a4("span", { class: "choice__text", children: [
          props.label,
          props.hint && /* @__PURE__ */ a4("span", { class: "choice__hint", id: ids.id + "-hint", children: props.hint })
        ] })
      ] })
    ] });
  }

  // src/ui/part/trouble.tsx
  function TroubleNote({ trouble, retry }) {
    const text = useText();
    const { session } = useApp();
    const { what, next } = text.errors[trouble.code === "" ? "other" : trouble.code];
    const box = T2(null);
    A2(() => box.current?.focus(), []);
    return /* @__PURE__ */ a4("div", { class: "card water water--stop stack stack--tight", role: "alert", tabIndex: -1, ref: box, children: [
      /* @__PURE__ */ a4("p", { class: "note__head", children: [
        /* @__PURE__ */ a4(Icon, { name: "warning" }),
        /* @__PURE__ */ a4("strong", { children: what })
      ] }),
      /* @__PURE__ */ a4("p", { children: [
        next,
        " ",
        text.errors.call(session.trust.help)
      ] }),
      retry && /* @__PURE__ */ a4("div", { class: "row", children: /* @__PURE__ */ a4(Button, { onClick: retry, icon: "again", children: text.parts.retry }) }),
      trouble.code !== "" && /* @__PURE__ */ a4("p", { class: "meta", children: text.errors.code(trouble.code) })
    ] });
  }
  function Note(props) {
    const tone = props.tone ?? "actie";
    const icon = { actie: "info", goed: "done", "let-op": "warning", stop: "stop", besloten: "shield" };
    return /* @__PURE__ */ a4("div", { class: `note note--${tone}`, children: [
      /* @__PURE__ */ a4(Icon, { name: icon[tone] }),
      /* @__PURE__ */ a4("div", { class: "stack stack--tight", children: props.children })
    ] });
  }

  // src/ui/frame/reach.tsx
  function endOf(choice, now) {
    const at = Date.parse(now);
    if (choice === "half") return new Date(at + 30 * 6e4).toISOString();
    if (choice === "hour") return new Date(at + 60 * 6e4).toISOString();
    return new Date(at + untilFive(now) * 1e3).toISOString();
  }
  function untilFive(now) {
    const [hours = 0, minutes = 0, seconds = 0] = localTime(Math.floor(Date.parse(now) / 1e3)).slice(11, 19).split(":").map(Number);
    return 17 * 3600 - (hours * 3600 + minutes * 60 + seconds);
  }
  async function change(app, until) {
    await app.link.call("reachable", until);
  }
  function ReachForm({ onDone }) {
    const app = useApp();
    const language = useLanguage();
    const text = useText().frame.reach;
    const act = useAct();
    const [choice, setChoice] = d2("half");
    const until = app.session.reachable.value;
    const now = app.now();
    async function start() {
      const end = endOf(choice, now);
      if (await act.run(() => change(app, end))) {
        app.notices.tell(text.started(clock(language, end)), "good");
        onDone?.();
      }
    }
    async function stop() {
      if (await act.run(() => change(app, ""))) {
        app.notices.tell(text.ended);
        onDone?.();
      }
    }
    const options = [
      { value: "half", label: text.half },
      { value: "hour", label: text.hour },
      ...untilFive(now) > 0 ? [{ value: "five", label: text.five }] : []
    ];
    return /* @__PURE__ */ a4(
      "form",
      {
        class: "stack",
        noValidate: true,
        onSubmit: (event) => {
          event.preventDefault();
          void start();
        },
        children: [
          act.failed && /* @__PURE__ */ a4(TroubleNote, { trouble: act.failed }),
          until !== "" && /* @__PURE__ */ a4("p", { children: /* @__PURE__ */ a4("strong", { children: text.until(clock(language, until)) }) }),
          /* @__PURE__ */ a4(Radios, { label: text.title, options, value: choice, onChange: setChoice }),
          /* @__PURE__ */ a4("p", { class: "meta", children: [
            text.who,
            " ",
            text.store
          ] }),
          /* @__PURE__ */ a4("div", { class: "row", children: [
            /* @__PURE__ */ a4(Button, { kind: "main", submit: true, busy: act.busy, children: text.start }),
            until !== "" && /* @__PURE__ */ a4(Button, { onClick: () => void stop(), busy: act.busy, children: text.stop })
          ] })
        ]
      }
    );
  }
  function ReachSwitch() {
    const { session } = useApp();
    const language = useLanguage();
    const text = useText().frame.reach;
    const [open, setOpen] = d2(false);
    const until = session.reachable.value;
    const words = until === "" ? text.off : text.until(clock(language, until));
    return /* @__PURE__ */ a4($, { children: [
      /* @__PURE__ */ a4(
        "button",
        {
          type: "button",
          class: until === "" ? "button button--quiet" : "button button--quiet button--on",
          "aria-haspopup": "dialog",
          onClick: () => setOpen(true),
          children: [
            /* @__PURE__ */ a4("span", { class: until === "" ? "presence presence--away" : "presence presence--here", children: /* @__PURE__ */ a4("span", { class: "presence__dot", "aria-hidden": "true" }) }),
            /* @__PURE__ */ a4("span", { class: "topbar__label", children: words })
          ]
        }
      ),
      open && /* @__PURE__ */ a4(Dialog, { title: text.label, onClose: () => setOpen(false), children: /* @__PURE__ */ a4(ReachForm, { onDone: () => setOpen(false) }) })
    ] });
  }

  // src/ui/frame/frame.tsx
  function places(app) {
    const text = app.text.value.frame;
    return [
      { screen: "vandaag", icon: "today", label: text.today, where: "always", also: [] },
      { screen: "postvak", icon: "inbox", label: text.inbox, where: "always", also: ["antwoord"] },
      { screen: "zaken", icon: "folder", label: text.zaken, where: "wide", also: ["zaak", "kamer"] },
      { screen: "adresboek", icon: "book", label: text.book, where: "wide", also: [] },
      {
        screen: "nieuw",
        icon: "plus",
        label: text.fresh,
        where: "always",
        also: ["overdracht", "verzoek", "terugkoppeling", "bericht"]
      },
      { screen: "instellingen", icon: "settings", label: text.settings, where: "wide", also: ["bereikbaar"] },
      { screen: "hulp", icon: "help", label: text.help, where: "wide", also: [] },
      { screen: "meer", icon: "more", label: text.more, where: "phone", also: ["instellingen", "hulp", "adresboek"] }
    ];
  }
  function Frame2({ has, children }) {
    const app = useApp();
    const text = useText().frame;
    const { screen, exchange: exchange3 } = app.router.route.value;
    const main = T2(null);
    const first2 = T2(true);
    A2(() => {
      if (first2.current) {
        first2.current = false;
        return;
      }
      window.scrollTo(0, 0);
      (main.current?.querySelector("h1") ?? main.current)?.focus();
    }, [screen, exchange3]);
    return /* @__PURE__ */ a4("div", { class: "frame", children: [
      /* @__PURE__ */ a4(
        "a",
        {
          class: "skip link",
          href: address(screen, exchange3),
          onClick: (event) => {
            event.preventDefault();
            main.current?.focus();
          },
          children: text.skip
        }
      ),
      /* @__PURE__ */ a4("header", { class: "frame__top", "aria-label": text.bar, children: [
        /* @__PURE__ */ a4("div", { class: "topbar", children: [
          /* @__PURE__ */ a4(Who, {}),
          /* @__PURE__ */ a4(ConnectionChip, {}),
          /* @__PURE__ */ a4(ReachSwitch, {}),
          /* @__PURE__ */ a4(HideNames, {}),
          /* @__PURE__ */ a4(LockButton, {}),
          /* @__PURE__ */ a4("span", { class: "topbar__phone", children: /* @__PURE__ */ a4(Phone, { number: app.session.trust.help, children: /* @__PURE__ */ a4("span", { class: "topbar__label", children: text.helpdesk(app.session.trust.help) }) }) })
        ] }),
        /* @__PURE__ */ a4(ConnectionBanner, {})
      ] }),
      /* @__PURE__ */ a4("nav", { class: "nav", "aria-label": text.nav, children: [
        /* @__PURE__ */ a4("a", { class: "nav__logo link", href: address("vandaag"), "aria-label": `${text.product}, ${text.today}`, children: /* @__PURE__ */ a4(Logo, {}) }),
        /* @__PURE__ */ a4("ul", { role: "list", class: "nav__list", children: places(app).filter((place) => has(place.screen)).map((place) => {
          const here = place.screen === screen || place.also.includes(screen);
          return /* @__PURE__ */ a4("li", { class: place.where === "always" ? void 0 : `nav__${place.where}`, children: /* @__PURE__ */ a4("a", { class: "nav__link", href: address(place.screen), "aria-current": here ? "page" : void 0, children: [
            /* @__PURE__ */ a4(Icon, { name: place.icon, size: 24 }),
            /* @__PURE__ */ a4("span", { children: place.label })
          ] }) }, place.screen);
        }) })
      ] }),
      /* @__PURE__ */ a4("main", { class: "main", ref: main, tabIndex: -1, children: [
        /* @__PURE__ */ a4(DemoBanner, {}),
        children,
        /* @__PURE__ */ a4(Foot, {})
      ] })
    ] });
  }
  function Title({ children, document: title }) {
    const text = useText();
    A2(() => {
      document.title = text.frame.title(title ?? children);
    }, [title ?? children, text]);
    return /* @__PURE__ */ a4("h1", { tabIndex: -1, children });
  }
  function Who() {
    const { session } = useApp();
    const text = useText().frame;
    const me = session.me.value;
    if (!me) return null;
    const mine = me.teams.filter((t4) => t4.mine);
    return /* @__PURE__ */ a4("div", { class: "topbar__who", children: [
      /* @__PURE__ */ a4("span", { class: "topbar__organisation", children: me.organisation }),
      mine.length === 1 && /* @__PURE__ */ a4("span", { class: "meta", children: mine[0]?.name }),
      mine.length > 1 && /* @__PURE__ */ a4("label", { class: "topbar__team meta", children: [
        /* @__PURE__ */ a4("span", { class: "topbar__label", children: text.team }),
        /* @__PURE__ */ a4(
          "select",
          {
            class: "select",
            "aria-label": text.team,
            value: session.team.value,
            onChange: (e4) => {
              session.team.value = e4.currentTarget.value;
            },
            children: [
              /* @__PURE__ */ a4("option", { value: "", children: text.allTeams }),
              mine.map((team) => /* @__PURE__ */ a4("option", { value: team.id, children: team.name }, team.id))
            ]
          }
        )
      ] })
    ] });
  }
  function HideNames() {
    const { prefs } = useApp();
    const text = useText().frame;
    const hidden = prefs.hideNames.value;
    return /* @__PURE__ */ a4(
      "button",
      {
        type: "button",
        class: hidden ? "button button--quiet button--on" : "button button--quiet",
        "aria-pressed": hidden,
        "aria-keyshortcuts": "Alt+Shift+N",
        onClick: () => {
          prefs.hideNames.value = !hidden;
        },
        children: [
          /* @__PURE__ */ a4(Icon, { name: hidden ? "eye-off" : "eye" }),
          /* @__PURE__ */ a4("span", { class: "topbar__label", children: text.hide })
        ]
      }
    );
  }
  function LockButton() {
    const { session } = useApp();
    const text = useText().frame;
    return /* @__PURE__ */ a4(
      "button",
      {
        type: "button",
        class: "button button--quiet",
        onClick: () => void session.lock().catch(() => void 0),
        children: [
          /* @__PURE__ */ a4(Icon, { name: "lock" }),
          /* @__PURE__ */ a4("span", { class: "topbar__label", children: text.lock })
        ]
      }
    );
  }
  function Foot() {
    const text = useText().frame;
    const print = fingerprint();
    return /* @__PURE__ */ a4("footer", { class: "foot", children: [
      /* @__PURE__ */ a4("p", { children: text.acute }),
      /* @__PURE__ */ a4("p", { children: text.report }),
      print !== "" && /* @__PURE__ */ a4("p", { children: text.version(print) })
    ] });
  }

  // src/ui/frame/gate.tsx
  function Gate({ children, name }) {
    const { session } = useApp();
    const text = useText().frame;
    const main = T2(null);
    const first2 = T2(true);
    A2(() => {
      if (first2.current) {
        first2.current = false;
        return;
      }
      (main.current?.querySelector("h1") ?? main.current)?.focus();
    }, [name]);
    return /* @__PURE__ */ a4("div", { class: "gate", children: [
      /* @__PURE__ */ a4(DemoBanner, {}),
      /* @__PURE__ */ a4("header", { class: "gate__head", children: [
        /* @__PURE__ */ a4(Logo, {}),
        /* @__PURE__ */ a4(Phone, { number: session.trust.help, children: text.helpdesk(session.trust.help) })
      ] }),
      /* @__PURE__ */ a4("main", { class: "gate__main stack stack--wide", ref: main, tabIndex: -1, children }),
      /* @__PURE__ */ a4("footer", { class: "gate__foot", children: [
        /* @__PURE__ */ a4("p", { children: text.acute }),
        /* @__PURE__ */ a4("p", { children: text.report })
      ] })
    ] });
  }

  // src/ui/part/chip.tsx
  function Chip({ tone = "plain", icon, children }) {
    return /* @__PURE__ */ a4("span", { class: `chip chip--${tone}`, children: [
      icon && /* @__PURE__ */ a4(Icon, { name: icon, size: 16 }),
      /* @__PURE__ */ a4("span", { children })
    ] });
  }

  // src/ui/part/copy.tsx
  function CopyButton({ text: copied, children, label }) {
    const { notices } = useApp();
    const text = useText().parts;
    const [done, setDone] = d2(false);
    A2(() => {
      if (!done) return;
      const back = setTimeout(() => setDone(false), 4e3);
      return () => clearTimeout(back);
    }, [done]);
    async function copy() {
      try {
        await navigator.clipboard.writeText(await copied());
        setDone(true);
        notices.say(text.copied);
      } catch {
        notices.tell(text.copyFails, "bad");
      }
    }
    return /* @__PURE__ */ a4(Button, { icon: done ? "check" : "copy", onClick: () => void copy(), ...label ? { label } : {}, children: done ? text.copied : children ?? text.copy });
  }

  // src/ui/part/summary.tsx
  function ErrorSummary({ wrong, turn }) {
    const text = useText();
    const box = T2(null);
    A2(() => {
      if (turn > 0 && wrong.length > 0) box.current?.focus();
    }, [turn]);
    if (wrong.length === 0) return null;
    return /* @__PURE__ */ a4("div", { class: "card water water--stop summary", ref: box, tabIndex: -1, role: "group", "aria-labelledby": "summary-title", children: [
      /* @__PURE__ */ a4("h2", { class: "summary__title", id: "summary-title", children: text.parts.problem }),
      /* @__PURE__ */ a4("p", { children: text.parts.problems(wrong.length) }),
      /* @__PURE__ */ a4("ul", { role: "list", children: wrong.map((w5) => /* @__PURE__ */ a4("li", { children: /* @__PURE__ */ a4(
        "button",
        {
          type: "button",
          class: "link link--alone link--button",
          onClick: () => document.getElementById(w5.id)?.focus(),
          children: w5.text
        }
      ) }, w5.id)) })
    ] });
  }

  // src/ui/part/tasklist.tsx
  function TaskList({ tasks, label }) {
    const text = useText().parts;
    const done = tasks.filter((t4) => t4.state === "done").length;
    const tone = { open: "actie", busy: "let-op", done: "goed", waits: "let-op" };
    return /* @__PURE__ */ a4("div", { class: "stack stack--tight", children: [
      /* @__PURE__ */ a4("p", { class: "meta", children: text.taskCount(done, tasks.length) }),
      /* @__PURE__ */ a4("ol", { role: "list", class: "tasks", "aria-label": label, children: tasks.map((task, i4) => /* @__PURE__ */ a4("li", { class: "task", children: [
        /* @__PURE__ */ a4("div", { class: "task__line", children: [
          /* @__PURE__ */ a4("span", { class: `task__number task__number--${task.state}`, "aria-hidden": "true", children: task.state === "done" ? /* @__PURE__ */ a4(Icon, { name: "check" }) : i4 + 1 }),
          /* @__PURE__ */ a4("div", { class: "task__text", children: [
            task.onOpen ? /* @__PURE__ */ a4("button", { type: "button", class: "link link--alone link--button", onClick: task.onOpen, children: task.title }) : /* @__PURE__ */ a4("span", { class: "task__title", children: task.title }),
            task.hint && /* @__PURE__ */ a4("span", { class: "meta", children: task.hint })
          ] }),
          /* @__PURE__ */ a4(Chip, { tone: tone[task.state], children: text.task[task.state] })
        ] }),
        task.body && /* @__PURE__ */ a4("div", { class: "task__body", children: task.body })
      ] }, task.id)) })
    ] });
  }

  // src/ui/part/toast.tsx
  function Toasts() {
    const { notices } = useApp();
    const text = useText();
    const { polite, assertive } = notices.spoken.value;
    return /* @__PURE__ */ a4($, { children: [
      /* @__PURE__ */ a4("div", { class: "toasts", role: "region", "aria-label": text.parts.notices, hidden: notices.list.value.length === 0, children: /* @__PURE__ */ a4("ul", { role: "list", "aria-live": "polite", children: notices.list.value.map((notice) => /* @__PURE__ */ a4("li", { class: `toast toast--${notice.tone}`, children: [
        /* @__PURE__ */ a4("p", { class: "toast__text", children: [
          notice.tone !== "plain" && /* @__PURE__ */ a4(Icon, { name: notice.tone === "good" ? "done" : "warning" }),
          /* @__PURE__ */ a4("span", { children: notice.text })
        ] }),
        notice.hold ? /* @__PURE__ */ a4(Button, { kind: "plain", icon: "undo", onClick: () => notices.undo(notice.id), children: [
          text.parts.undo,
          /* @__PURE__ */ a4("span", { "aria-hidden": "true", children: [
            " (",
            notice.hold.value,
            ")"
          ] })
        ] }) : /* @__PURE__ */ a4(
          "button",
          {
            type: "button",
            class: "button button--quiet button--icon",
            "aria-label": text.parts.dismiss,
            onClick: () => notices.dismiss(notice.id),
            children: /* @__PURE__ */ a4(Icon, { name: "close" })
          }
        )
      ] }, notice.id)) }) }),
      /* @__PURE__ */ a4("div", { class: "visually-hidden", role: "status", children: polite }),
      /* @__PURE__ */ a4("div", { class: "visually-hidden", role: "alert", children: assertive })
    ] });
  }

  // src/ui/ways/passkeys.ts
  function usePasskey() {
    const { link, session, passkeys } = useApp();
    const text = useText().ways.login;
    const act = useAct();
    const [trouble, setTrouble] = d2(null);
    async function ask(how) {
      setTrouble(null);
      let stopped = false;
      const worked = await act.run(async () => {
        try {
          await how();
        } catch (error) {
          if (!(error instanceof PasskeyError)) throw error;
          stopped = true;
          setTrouble(error.trouble);
        }
      });
      return worked && !stopped;
    }
    const says = trouble === null ? "" : { stopped: text.passkeyStopped, strange: text.passkeyStrange, nosecret: text.noSecret }[trouble];
    return {
      busy: act.busy,
      failed: act.failed,
      clear: act.clear,
      possible: session.passkeys.value && passkeys.possible,
      trouble,
      says,
      add: () => ask(async () => {
        const me = session.me.value;
        if (!me) return;
        const made2 = await passkeys.make(await link.call("passkeySalt"), me);
        await forgetAfter(made2, async () => {
          session.enter(await link.call("addPasskey", made2.credential, made2.secret));
        });
      }),
      use: (use) => ask(async () => {
        const opened = await passkeys.open(await link.call("passkeySalt"));
        await forgetAfter(opened, () => use(opened));
      })
    };
  }
  async function forgetAfter(opened, act) {
    try {
      await act();
    } finally {
      opened.secret.fill(0);
    }
  }

  // src/ui/ways/words.tsx
  function wordsIn(text) {
    return text.trim().split(/\s+/).filter((w5) => w5 !== "");
  }
  function WordsField({ value, onInput, error, label, hint, id = "words" }) {
    const { link } = useApp();
    const text = useText().ways.words;
    const [help3, setHelp] = d2(null);
    const asked2 = T2(0);
    A2(() => {
      const turn = ++asked2.current;
      if (wordsIn(value).length === 0) {
        setHelp(null);
        return;
      }
      const wait2 = setTimeout(
        () => {
          link.call("words", value).then(
            (given) => turn === asked2.current && setHelp(given),
            () => turn === asked2.current && setHelp(null)
          );
        },
        /\s$/.test(value) ? 0 : 500
      );
      return () => clearTimeout(wait2);
    }, [value]);
    function use(at, word) {
      const parts3 = value.trim().split(/(\s+)/);
      parts3[2 * at] = word;
      onInput(parts3.join(""));
      document.getElementById(id)?.focus();
    }
    return /* @__PURE__ */ a4("div", { class: "words-help", children: [
      /* @__PURE__ */ a4(
        TextArea,
        {
          id,
          label: label ?? text.label,
          hint: hint ?? text.hint,
          value,
          onInput,
          rows: 3,
          mono: true,
          plain: true,
          ...error ? { error } : {}
        }
      ),
      /* @__PURE__ */ a4("div", { "aria-live": "polite", class: "words-help", children: [
        help3 && wordsIn(value).length > 0 && /* @__PURE__ */ a4("p", { class: "meta", children: help3.complete ? text.complete : text.count(wordsIn(value).length) }),
        help3?.doubts.map((doubt) => /* @__PURE__ */ a4("div", { class: "note note--let-op", children: [
          /* @__PURE__ */ a4(Icon, { name: "warning" }),
          /* @__PURE__ */ a4("div", { children: [
            /* @__PURE__ */ a4("p", { children: text.doubt(doubt.at + 1, doubt.word) }),
            doubt.near.length === 0 ? /* @__PURE__ */ a4("p", { children: text.nearNone }) : /* @__PURE__ */ a4("div", { class: "words-help__near", children: [
              /* @__PURE__ */ a4("span", { children: text.near }),
              doubt.near.map((word) => /* @__PURE__ */ a4(
                "button",
                {
                  type: "button",
                  class: "button mono",
                  "aria-label": text.useNear(doubt.at + 1, word),
                  onClick: () => use(doubt.at, word),
                  children: word
                },
                word
              ))
            ] })
          ] })
        ] }, doubt.at))
      ] })
    ] });
  }

  // src/ui/ways/phrase.tsx
  function NewPhrase({ onDone, onCancel }) {
    const app = useApp();
    const text = useText();
    const act = useAct();
    const [step, setStep] = d2("before");
    const [words, setWords] = d2([]);
    const [typed, setTyped] = d2("");
    const [error, setError] = d2("");
    async function make() {
      await act.run(async () => {
        const fresh = await app.link.call("newPhrase");
        setWords(fresh.words);
        setStep("shown");
      });
    }
    async function confirm() {
      const n3 = wordsIn(typed).length;
      setError(n3 === 8 ? "" : n3 === 0 ? text.ways.words.missing : text.ways.words.notEight(n3));
      if (n3 !== 8) return;
      await act.run(async () => {
        const me = await app.link.call("confirmPhrase", typed);
        setTyped("");
        onDone();
        app.session.enter(me);
        app.notices.tell(text.ways.phrase.done, "good");
      });
    }
    const cancel = onCancel && /* @__PURE__ */ a4(Button, { kind: "quiet", onClick: onCancel, children: text.parts.cancel });
    if (step === "before") {
      return /* @__PURE__ */ a4("div", { class: "stack", children: [
        act.failed && /* @__PURE__ */ a4(TroubleNote, { trouble: act.failed }),
        /* @__PURE__ */ a4(Note, { tone: "let-op", children: /* @__PURE__ */ a4("p", { children: text.ways.phrase.warn }) }),
        /* @__PURE__ */ a4("p", { children: text.ways.phrase.replaces }),
        act.busy && /* @__PURE__ */ a4("p", { role: "status", children: text.ways.phrase.making }),
        /* @__PURE__ */ a4("div", { class: "row", children: [
          /* @__PURE__ */ a4(Button, { kind: "main", icon: "key", onClick: () => void make(), busy: act.busy, children: text.ways.phrase.make }),
          cancel
        ] })
      ] });
    }
    if (step === "shown") {
      return /* @__PURE__ */ a4("div", { class: "stack", children: [
        /* @__PURE__ */ a4("p", { children: /* @__PURE__ */ a4("strong", { children: text.ways.phrase.write }) }),
        /* @__PURE__ */ a4("ol", { role: "list", class: "words", "aria-label": text.ways.phrase.list, children: words.map((word, i4) => /* @__PURE__ */ a4("li", { children: word }, `${i4}-${word}`)) }),
        /* @__PURE__ */ a4("p", { children: [
          text.ways.phrase.code,
          /* @__PURE__ */ a4("br", {}),
          /* @__PURE__ */ a4("span", { class: "code", children: app.session.me.value?.code })
        ] }),
        /* @__PURE__ */ a4("div", { class: "row", children: [
          /* @__PURE__ */ a4(
            Button,
            {
              kind: "main",
              onClick: () => {
                setWords([]);
                setStep("back");
              },
              children: text.ways.phrase.written
            }
          ),
          cancel
        ] })
      ] });
    }
    return /* @__PURE__ */ a4(
      "form",
      {
        class: "stack",
        noValidate: true,
        onSubmit: (event) => {
          event.preventDefault();
          void confirm();
        },
        children: [
          act.failed && /* @__PURE__ */ a4(TroubleNote, { trouble: act.failed }),
          /* @__PURE__ */ a4(
            WordsField,
            {
              id: "typed-back",
              label: text.ways.phrase.check,
              hint: text.ways.phrase.checkHint,
              value: typed,
              onInput: setTyped,
              ...error === "" ? {} : { error }
            }
          ),
          /* @__PURE__ */ a4("div", { class: "row", children: [
            /* @__PURE__ */ a4(Button, { kind: "main", submit: true, busy: act.busy, children: text.ways.phrase.confirm }),
            /* @__PURE__ */ a4(Button, { kind: "quiet", onClick: () => void make(), children: text.ways.phrase.again }),
            cancel
          ] })
        ]
      }
    );
  }

  // src/ui/ways/first.tsx
  function FirstTime({ onDone }) {
    const { session } = useApp();
    const text = useText().ways;
    const passkey = usePasskey();
    const [open, setOpen] = d2("");
    const ways3 = session.me.value?.ways ?? [];
    const has = (kind) => ways3.some((w5) => w5.kind === kind);
    const enough = ways3.length >= 2;
    const tasks = [
      {
        id: "passkey",
        title: text.first.key,
        hint: passkey.possible ? text.first.keyHint : text.first.noKey,
        state: has("passkey") ? "done" : open === "passkey" ? "busy" : "open",
        body: !has("passkey") && passkey.possible && /* @__PURE__ */ a4("div", { class: "stack stack--tight", children: [
          passkey.trouble && /* @__PURE__ */ a4(Note, { tone: "let-op", children: /* @__PURE__ */ a4("p", { role: "alert", children: passkey.trouble === "nosecret" ? passkey.says : text.first.fails }) }),
          passkey.failed && /* @__PURE__ */ a4(TroubleNote, { trouble: passkey.failed }),
          passkey.busy && /* @__PURE__ */ a4("p", { role: "status", children: text.login.passkeyBusy }),
          /* @__PURE__ */ a4("div", { class: "row", children: /* @__PURE__ */ a4(Button, { kind: "main", icon: "passkey", busy: passkey.busy, onClick: () => void passkey.add(), children: text.first.makeKey }) })
        ] })
      },
      {
        id: "phrase",
        title: text.first.second,
        hint: text.first.secondHint,
        state: has("phrase") ? "done" : open === "phrase" ? "busy" : "open",
        body: !has("phrase") && (open === "phrase" ? /* @__PURE__ */ a4(NewPhrase, { onDone: () => setOpen(""), onCancel: () => setOpen("") }) : /* @__PURE__ */ a4("div", { class: "row", children: /* @__PURE__ */ a4(Button, { icon: "key", onClick: () => setOpen("phrase"), children: text.phrase.make }) }))
      }
    ];
    return /* @__PURE__ */ a4($, { children: [
      /* @__PURE__ */ a4("div", { class: "stack", children: [
        /* @__PURE__ */ a4(Title, { children: text.first.title }),
        /* @__PURE__ */ a4("p", { class: "lead", children: text.first.lead })
      ] }),
      /* @__PURE__ */ a4(TaskList, { label: text.first.tasks, tasks }),
      enough ? /* @__PURE__ */ a4("div", { class: "stack", children: [
        /* @__PURE__ */ a4(Note, { tone: "goed", children: /* @__PURE__ */ a4("p", { role: "status", children: text.first.done }) }),
        /* @__PURE__ */ a4(Button, { kind: "main", onClick: onDone, children: text.first.go })
      ] }) : /* @__PURE__ */ a4(Note, { children: /* @__PURE__ */ a4("p", { children: text.first.need }) })
    ] });
  }

  // src/ui/ways/help.tsx
  function Help() {
    const { session } = useApp();
    const text = useText().help;
    const [headWhat = "", ...heads] = text.seesHead;
    return /* @__PURE__ */ a4("div", { class: "stack stack--wide", children: [
      /* @__PURE__ */ a4(Title, { children: text.title }),
      /* @__PURE__ */ a4("div", { class: "numbers", children: [
        /* @__PURE__ */ a4("section", { class: "card water water--actie stack stack--tight", children: [
          /* @__PURE__ */ a4("h2", { children: text.phone }),
          /* @__PURE__ */ a4("p", { children: text.phoneText }),
          /* @__PURE__ */ a4(Phone, { number: session.trust.help })
        ] }),
        /* @__PURE__ */ a4("section", { class: "card water water--stop stack stack--tight", children: [
          /* @__PURE__ */ a4("h2", { children: text.acute }),
          /* @__PURE__ */ a4("p", { children: text.acuteText }),
          /* @__PURE__ */ a4(Phone, { number: "112" })
        ] }),
        /* @__PURE__ */ a4("section", { class: "card water stack stack--tight", children: [
          /* @__PURE__ */ a4("h2", { children: text.report }),
          /* @__PURE__ */ a4("p", { children: text.reportText }),
          /* @__PURE__ */ a4(Phone, { number: "0800 2000" })
        ] })
      ] }),
      /* @__PURE__ */ a4("div", { class: "columns", children: [
        /* @__PURE__ */ a4("section", { class: "card stack stack--tight", children: [
          /* @__PURE__ */ a4("h2", { children: text.guides }),
          /* @__PURE__ */ a4("div", { children: text.guide.map((guide) => /* @__PURE__ */ a4(Details, { title: guide.title, children: /* @__PURE__ */ a4("ol", { class: "steps", children: guide.steps.map((step) => /* @__PURE__ */ a4("li", { children: step }, step)) }) }, guide.title)) })
        ] }),
        /* @__PURE__ */ a4("section", { class: "card stack", children: [
          /* @__PURE__ */ a4("h2", { children: text.keys }),
          /* @__PURE__ */ a4("p", { children: text.keysHint }),
          /* @__PURE__ */ a4("table", { class: "table", children: [
            /* @__PURE__ */ a4("thead", { children: /* @__PURE__ */ a4("tr", { children: [
              /* @__PURE__ */ a4("th", { scope: "col", children: text.key }),
              /* @__PURE__ */ a4("th", { scope: "col", children: text.does })
            ] }) }),
            /* @__PURE__ */ a4("tbody", { children: text.keyList.map(({ key: key2, does }) => /* @__PURE__ */ a4("tr", { children: [
              /* @__PURE__ */ a4("td", { children: /* @__PURE__ */ a4("kbd", { class: "key", children: key2 }) }),
              /* @__PURE__ */ a4("td", { children: does })
            ] }, key2)) })
          ] })
        ] })
      ] }),
      /* @__PURE__ */ a4("section", { class: "card stack", "aria-labelledby": "sees-title", children: [
        /* @__PURE__ */ a4("h2", { id: "sees-title", children: text.sees }),
        /* @__PURE__ */ a4("div", { class: "table-scroll", role: "region", "aria-labelledby": "sees-title", tabIndex: 0, children: /* @__PURE__ */ a4("table", { class: "table", children: [
          /* @__PURE__ */ a4("thead", { children: /* @__PURE__ */ a4("tr", { children: [
            /* @__PURE__ */ a4("td", { children: headWhat }),
            heads.map((head) => /* @__PURE__ */ a4("th", { scope: "col", children: head }, head))
          ] }) }),
          /* @__PURE__ */ a4("tbody", { children: text.seesRows.map(([what = "", ...cells]) => /* @__PURE__ */ a4("tr", { children: [
            /* @__PURE__ */ a4("th", { scope: "row", children: what }),
            cells.map((cell, i4) => /* @__PURE__ */ a4("td", { children: cell }, heads[i4]))
          ] }, what)) })
        ] }) })
      ] }),
      /* @__PURE__ */ a4("section", { class: "card stack", children: [
        /* @__PURE__ */ a4("h2", { children: text.honest }),
        /* @__PURE__ */ a4("ul", { children: text.honestList.map((line) => /* @__PURE__ */ a4("li", { children: line }, line)) })
      ] })
    ] });
  }

  // src/ui/ways/locked.tsx
  function Locked() {
    const app = useApp();
    const text = useText().ways;
    const last = app.session.last.value;
    const passkey = usePasskey();
    const act = useAct();
    const [words, setWords] = d2("");
    const [error, setError] = d2("");
    A2(() => {
      document.title = "Sluis";
    }, []);
    if (!last) return null;
    const canKey = passkey.possible && last.account.ways.includes("passkey");
    async function byWords() {
      const n3 = wordsIn(words).length;
      setError(n3 === 8 ? "" : n3 === 0 ? text.words.missing : text.words.notEight(n3));
      if (n3 !== 8 || !last) return;
      await act.run(async () => {
        const me = await app.link.call("unlockPhrase", last.account, words);
        setWords("");
        app.session.enter(me);
      });
    }
    return /* @__PURE__ */ a4($, { children: [
      /* @__PURE__ */ a4("div", { class: "stack", children: [
        /* @__PURE__ */ a4("span", { class: "initial", "aria-hidden": "true", children: last.initial }),
        /* @__PURE__ */ a4("h1", { tabIndex: -1, children: text.locked.title }),
        /* @__PURE__ */ a4("p", { class: "lead", children: [
          text.locked[last.why],
          " ",
          last.why !== "refused" && text.locked.kept
        ] })
      ] }),
      last.why !== "refused" && /* @__PURE__ */ a4($, { children: [
        canKey && /* @__PURE__ */ a4("div", { class: "stack", children: [
          passkey.trouble && /* @__PURE__ */ a4(Note, { tone: "let-op", children: /* @__PURE__ */ a4("p", { role: "alert", children: passkey.says }) }),
          passkey.failed && /* @__PURE__ */ a4(TroubleNote, { trouble: passkey.failed }),
          /* @__PURE__ */ a4(
            Button,
            {
              kind: "main",
              icon: "passkey",
              wide: true,
              busy: passkey.busy,
              onClick: () => void passkey.use(async ({ org, member, credential, secret }) => {
                app.session.enter(await app.link.call("unlockPasskey", org, member, credential, secret));
              }),
              children: text.locked.unlock
            }
          ),
          /* @__PURE__ */ a4("p", { class: "or", children: text.login.or })
        ] }),
        /* @__PURE__ */ a4(
          "form",
          {
            class: "stack",
            noValidate: true,
            onSubmit: (event) => {
              event.preventDefault();
              void byWords();
            },
            children: [
              act.failed && /* @__PURE__ */ a4(TroubleNote, { trouble: act.failed }),
              /* @__PURE__ */ a4(WordsField, { value: words, onInput: setWords, ...error === "" ? {} : { error } }),
              /* @__PURE__ */ a4(Button, { kind: canKey ? "plain" : "main", submit: true, wide: true, busy: act.busy, children: canKey ? text.locked.byWords : text.locked.unlock })
            ]
          }
        )
      ] }),
      /* @__PURE__ */ a4("div", { children: [
        /* @__PURE__ */ a4("p", { children: text.locked.notYou }),
        /* @__PURE__ */ a4("button", { type: "button", class: "link link--alone link--button", onClick: () => app.session.leave(), children: text.locked.other })
      ] })
    ] });
  }
  function LockWarning() {
    const { session } = useApp();
    const text = useText().ways.locked;
    const seconds = session.locking.value;
    if (seconds === null) return null;
    return /* @__PURE__ */ a4(
      Dialog,
      {
        urgent: true,
        title: text.soon,
        onClose: () => session.alive(),
        actions: /* @__PURE__ */ a4($, { children: [
          /* @__PURE__ */ a4(Button, { kind: "main", onClick: () => session.alive(), children: text.stay }),
          /* @__PURE__ */ a4(Button, { onClick: () => void session.lock().catch(() => void 0), children: text.now })
        ] }),
        children: /* @__PURE__ */ a4("p", { children: [
          text.soonText(seconds),
          " ",
          text.soonKept
        ] })
      }
    );
  }

  // src/ui/ways/login.tsx
  function readCode(typed) {
    const bare = typed.toUpperCase().replace(/[^0-9A-Z]/g, "");
    return bare.length === 10 ? `${bare.slice(0, 5)}-${bare.slice(5)}` : void 0;
  }
  function Login({ onLost }) {
    const app = useApp();
    const text = useText().ways;
    const accounts = app.session.accounts.value;
    const passkey = usePasskey();
    return /* @__PURE__ */ a4($, { children: [
      /* @__PURE__ */ a4("div", { class: "stack", children: [
        /* @__PURE__ */ a4(Title, { children: text.login.title }),
        /* @__PURE__ */ a4("p", { class: "lead", children: text.login.lead })
      ] }),
      /* @__PURE__ */ a4(Visitors, {}),
      app.session.connection.value.state === "offline" && /* @__PURE__ */ a4(Note, { tone: "let-op", children: /* @__PURE__ */ a4("p", { children: text.login.offline }) }),
      passkey.possible && /* @__PURE__ */ a4("section", { class: "card stack", "aria-labelledby": "by-passkey", children: [
        /* @__PURE__ */ a4("h2", { id: "by-passkey", children: text.login.passkeyTitle }),
        /* @__PURE__ */ a4("p", { children: passkey.busy ? text.login.passkeyBusy : text.login.passkeyHint }),
        passkey.trouble && /* @__PURE__ */ a4(Note, { tone: "let-op", children: /* @__PURE__ */ a4("p", { role: "alert", children: passkey.says }) }),
        passkey.failed && /* @__PURE__ */ a4(TroubleNote, { trouble: passkey.failed }),
        /* @__PURE__ */ a4(
          Button,
          {
            kind: "main",
            icon: "passkey",
            wide: true,
            busy: passkey.busy,
            onClick: () => void passkey.use(async ({ org, member, credential, secret }) => {
              app.session.enter(await app.link.call("unlockPasskey", org, member, credential, secret));
            }),
            children: text.login.passkey
          }
        )
      ] }),
      passkey.possible && /* @__PURE__ */ a4("p", { class: "or", children: text.login.or }),
      /* @__PURE__ */ a4("section", { class: "card stack", "aria-labelledby": "by-words", children: [
        /* @__PURE__ */ a4("h2", { id: "by-words", children: text.login.byWords }),
        /* @__PURE__ */ a4(WordsLogin, { accounts, main: !passkey.possible })
      ] }),
      /* @__PURE__ */ a4("div", { children: [
        /* @__PURE__ */ a4("p", { children: text.login.long }),
        /* @__PURE__ */ a4("button", { type: "button", class: "link link--alone link--button", onClick: onLost, children: text.login.lost })
      ] })
    ] });
  }
  function Visitors() {
    const app = useApp();
    const all = useText();
    const text = all.frame.demo;
    const act = useAct();
    const people = app.session.trust.demo ? app.session.trust.people ?? [] : [];
    if (people.length === 0) return null;
    const organisations = [...new Set(people.map((p5) => p5.organisation))];
    return /* @__PURE__ */ a4("section", { class: "card water water--besloten stack", "aria-labelledby": "visitors", children: [
      /* @__PURE__ */ a4("h2", { id: "visitors", children: text.who }),
      /* @__PURE__ */ a4("p", { children: text.whoHint }),
      act.failed && /* @__PURE__ */ a4(TroubleNote, { trouble: act.failed }),
      organisations.map((organisation) => /* @__PURE__ */ a4("div", { class: "stack stack--tight", children: [
        /* @__PURE__ */ a4("h3", { class: "visitors__head", children: organisation }),
        /* @__PURE__ */ a4("ul", { role: "list", class: "visitors", children: people.filter((p5) => p5.organisation === organisation).map((person) => /* @__PURE__ */ a4("li", { children: /* @__PURE__ */ a4(
          "button",
          {
            type: "button",
            class: "button visitors__person",
            "aria-label": text.as(person.name, person.organisation),
            "aria-disabled": act.busy ? "true" : void 0,
            onClick: () => void act.run(async () => {
              const account = await app.link.call("find", person.code);
              app.session.enter(await app.link.call("unlockPhrase", account, person.phrase));
            }),
            children: [
              /* @__PURE__ */ a4("span", { children: person.name }),
              /* @__PURE__ */ a4("span", { class: "meta", children: person.team })
            ]
          }
        ) }, person.code)) })
      ] }, organisation)),
      act.busy && /* @__PURE__ */ a4("p", { role: "status", children: all.ways.login.opening })
    ] });
  }
  var another = "another";
  function WordsLogin({ accounts, main }) {
    const app = useApp();
    const text = useText().ways;
    const act = useAct();
    const [which, setWhich] = d2(accounts[0]?.code ?? another);
    const [code, setCode] = d2("");
    const [words, setWords] = d2("");
    const [wrong, setWrong] = d2([]);
    const [turn, setTurn] = d2(0);
    const known = accounts.find((a5) => a5.code === which);
    function check() {
      const found = [];
      if (!known && code.trim() === "") found.push({ id: "account", text: text.login.accountMissing });
      else if (!known && !readCode(code)) found.push({ id: "account", text: text.login.accountBad });
      const typed = wordsIn(words).length;
      if (typed === 0) found.push({ id: "words", text: text.words.missing });
      else if (typed !== 8) found.push({ id: "words", text: text.words.notEight(typed) });
      return found;
    }
    async function submit() {
      const found = check();
      setWrong(found);
      setTurn((n3) => n3 + 1);
      if (found.length > 0) return;
      await act.run(async () => {
        const account = known ?? await app.link.call("find", readCode(code) ?? "");
        const me = await app.link.call("unlockPhrase", account, words);
        setWords("");
        app.session.enter(me);
      });
    }
    const errorAt = (id) => wrong.find((w5) => w5.id === id)?.text;
    const accountError = errorAt("account");
    const wordsError = errorAt("words");
    return /* @__PURE__ */ a4(
      "form",
      {
        class: "stack",
        noValidate: true,
        onSubmit: (event) => {
          event.preventDefault();
          void submit();
        },
        children: [
          /* @__PURE__ */ a4(ErrorSummary, { wrong, turn }),
          act.failed && /* @__PURE__ */ a4(TroubleNote, { trouble: act.failed }),
          accounts.length > 0 && /* @__PURE__ */ a4(
            Radios,
            {
              label: accounts.length === 1 ? text.login.known : text.login.which,
              options: [
                ...accounts.map((a5) => ({ value: a5.code, label: text.login.knownAs(a5.code) })),
                { value: another, label: text.login.another }
              ],
              value: which,
              onChange: setWhich
            }
          ),
          !known && /* @__PURE__ */ a4(
            TextField,
            {
              id: "account",
              label: text.login.account,
              hint: text.login.accountHint,
              value: code,
              onInput: setCode,
              mono: true,
              short: true,
              ...accountError ? { error: accountError } : {}
            }
          ),
          /* @__PURE__ */ a4(WordsField, { value: words, onInput: setWords, ...wordsError ? { error: wordsError } : {} }),
          act.busy && /* @__PURE__ */ a4("p", { role: "status", children: text.login.opening }),
          /* @__PURE__ */ a4(Button, { kind: main ? "main" : "plain", submit: true, wide: true, busy: act.busy, children: text.login.open }),
          known && /* @__PURE__ */ a4(Forget, { account: known, onDone: () => setWhich(another) })
        ]
      }
    );
  }
  function Forget({ account, onDone }) {
    const app = useApp();
    const text = useText().ways.login;
    const act = useAct();
    return /* @__PURE__ */ a4(Details, { title: text.forget, children: [
      /* @__PURE__ */ a4("p", { children: text.forgetText }),
      act.failed && /* @__PURE__ */ a4(TroubleNote, { trouble: act.failed }),
      /* @__PURE__ */ a4("div", { class: "row", children: /* @__PURE__ */ a4(
        Button,
        {
          kind: "stop",
          busy: act.busy,
          onClick: () => void act.run(async () => {
            await app.link.call("forget", account);
            onDone();
            app.session.accounts.value = app.session.accounts.value.filter((a5) => a5.member !== account.member);
          }),
          children: text.forgetDo
        }
      ) })
    ] });
  }

  // src/ui/ways/lost.tsx
  function Lost({ onBack }) {
    const { session } = useApp();
    const text = useText();
    const lost = text.ways.lost;
    const road = (title, steps, more) => /* @__PURE__ */ a4("section", { class: "card stack stack--tight", children: [
      /* @__PURE__ */ a4("h2", { children: title }),
      /* @__PURE__ */ a4("ol", { class: "steps", children: steps.map((step) => /* @__PURE__ */ a4("li", { children: step }, step)) }),
      more
    ] });
    return /* @__PURE__ */ a4($, { children: [
      /* @__PURE__ */ a4("div", { class: "stack", children: [
        /* @__PURE__ */ a4(Title, { children: lost.title }),
        /* @__PURE__ */ a4("p", { class: "lead", children: lost.lead })
      ] }),
      /* @__PURE__ */ a4("div", { class: "stack", children: [
        road(
          lost.words,
          lost.wordsHow,
          /* @__PURE__ */ a4("div", { class: "row", children: /* @__PURE__ */ a4(Button, { kind: "main", onClick: onBack, children: lost.wordsDo }) })
        ),
        road(lost.device, lost.deviceHow),
        road(
          lost.colleague,
          lost.colleagueHow,
          /* @__PURE__ */ a4($, { children: [
            /* @__PURE__ */ a4("p", { children: lost.old }),
            /* @__PURE__ */ a4("p", { children: [
              lost.none,
              " ",
              lost.blame
            ] })
          ] })
        )
      ] }),
      /* @__PURE__ */ a4("div", { children: [
        /* @__PURE__ */ a4("p", { children: lost.call }),
        /* @__PURE__ */ a4(Phone, { number: session.trust.help })
      ] }),
      /* @__PURE__ */ a4("div", { class: "row", children: /* @__PURE__ */ a4(Button, { icon: "left", onClick: onBack, children: text.parts.back }) })
    ] });
  }

  // src/ui/ways/more.tsx
  function More({ has }) {
    const text = useText();
    const places3 = [
      { screen: "zaken", icon: "folder", label: text.frame.zaken },
      { screen: "adresboek", icon: "book", label: text.frame.book },
      { screen: "bereikbaar", icon: "phone", label: text.settings.reach.title },
      { screen: "instellingen", icon: "settings", label: text.frame.settings },
      { screen: "hulp", icon: "help", label: text.frame.help }
    ];
    return /* @__PURE__ */ a4("div", { class: "stack", children: [
      /* @__PURE__ */ a4(Title, { children: text.frame.more }),
      /* @__PURE__ */ a4("ul", { role: "list", class: "ways", children: places3.filter((place) => has(place.screen)).map((place) => /* @__PURE__ */ a4("li", { class: "way", children: /* @__PURE__ */ a4(Link, { to: place.screen, alone: true, icon: place.icon, children: place.label }) }, place.screen)) })
    ] });
  }

  // src/ui/ways/reachable.tsx
  function Reachable() {
    const text = useText().settings.reach;
    return /* @__PURE__ */ a4("div", { class: "stack stack--wide", children: [
      /* @__PURE__ */ a4("div", { class: "stack", children: [
        /* @__PURE__ */ a4(Title, { children: text.title }),
        /* @__PURE__ */ a4("p", { class: "lead", children: [
          text.lead,
          " ",
          text.auto
        ] })
      ] }),
      /* @__PURE__ */ a4("div", { class: "card", children: /* @__PURE__ */ a4(ReachForm, {}) })
    ] });
  }

  // src/ui/ways/settings.tsx
  function Settings() {
    const text = useText().settings;
    return /* @__PURE__ */ a4("div", { class: "stack stack--wide", children: [
      /* @__PURE__ */ a4(Title, { children: text.title }),
      /* @__PURE__ */ a4("div", { class: "columns", children: [
        /* @__PURE__ */ a4("div", { class: "stack stack--wide", children: [
          /* @__PURE__ */ a4(WaysIn, {}),
          /* @__PURE__ */ a4(AnotherDevice, {})
        ] }),
        /* @__PURE__ */ a4("div", { class: "stack stack--wide", children: [
          /* @__PURE__ */ a4(Look, {}),
          /* @__PURE__ */ a4("section", { class: "card stack", "aria-labelledby": "reach-title", children: [
            /* @__PURE__ */ a4("h2", { id: "reach-title", children: text.reach.title }),
            /* @__PURE__ */ a4("p", { children: [
              text.reach.lead,
              " ",
              text.reach.auto
            ] }),
            /* @__PURE__ */ a4(ReachForm, {})
          ] }),
          /* @__PURE__ */ a4(You, {})
        ] })
      ] })
    ] });
  }
  function WaysIn() {
    const { session, notices } = useApp();
    const all = useText();
    const text = all.settings.ways;
    const passkey = usePasskey();
    const [phrase, setPhrase] = d2(false);
    const [going, setGoing] = d2(null);
    const ways3 = session.me.value?.ways ?? [];
    const full = ways3.length >= 5;
    return /* @__PURE__ */ a4("section", { class: "card stack", "aria-labelledby": "ways-title", children: [
      /* @__PURE__ */ a4("h2", { id: "ways-title", children: text.title }),
      /* @__PURE__ */ a4("p", { children: text.lead }),
      /* @__PURE__ */ a4("ul", { role: "list", class: "ways", children: ways3.map((way) => /* @__PURE__ */ a4("li", { class: "way", children: [
        /* @__PURE__ */ a4(Icon, { name: way.kind === "passkey" ? "passkey" : way.kind === "phrase" ? "key" : "device", size: 24 }),
        /* @__PURE__ */ a4("div", { class: "way__text", children: [
          /* @__PURE__ */ a4("span", { children: nameOf(way, ways3, text) }),
          way.here && /* @__PURE__ */ a4(Chip, { tone: "goed", icon: "check", children: text.here })
        ] }),
        /* @__PURE__ */ a4(Button, { kind: "quiet", label: text.removeThis(nameOf(way, ways3, text)), onClick: () => setGoing(way), children: text.remove })
      ] }, way.id)) }),
      passkey.trouble && /* @__PURE__ */ a4(Note, { tone: "let-op", children: /* @__PURE__ */ a4("p", { role: "alert", children: passkey.says }) }),
      passkey.failed && /* @__PURE__ */ a4(TroubleNote, { trouble: passkey.failed }),
      full ? /* @__PURE__ */ a4("p", { class: "meta", children: text.tooMany }) : /* @__PURE__ */ a4("div", { class: "row", children: [
        passkey.possible && /* @__PURE__ */ a4(
          Button,
          {
            icon: "passkey",
            busy: passkey.busy,
            onClick: () => void passkey.add().then((made2) => made2 && notices.tell(text.added, "good")),
            children: text.addPasskey
          }
        ),
        /* @__PURE__ */ a4(Button, { icon: "key", onClick: () => setPhrase(true), children: text.newPhrase })
      ] }),
      phrase && /* @__PURE__ */ a4(Dialog, { title: all.ways.phrase.title, onClose: () => setPhrase(false), children: /* @__PURE__ */ a4(NewPhrase, { onDone: () => setPhrase(false) }) }),
      going && /* @__PURE__ */ a4(RemoveWay, { way: going, last: ways3.length <= 2, onClose: () => setGoing(null) })
    ] });
  }
  function nameOf(way, ways3, text) {
    const alike = ways3.filter((w5) => w5.kind === way.kind);
    if (alike.length === 1) return text[way.kind];
    return `${text[way.kind]}, ${text.number(alike.indexOf(way) + 1).toLowerCase()}`;
  }
  function RemoveWay({ way, last, onClose }) {
    const { link, session, notices } = useApp();
    const all = useText();
    const text = all.settings.ways;
    const act = useAct();
    async function remove() {
      const worked = await act.run(async () => session.enter(await link.call("removeWay", way.kind, way.id)));
      if (!worked) return;
      notices.tell(text.removed);
      onClose();
    }
    return /* @__PURE__ */ a4(
      Dialog,
      {
        title: text.removeTitle,
        onClose,
        actions: last ? /* @__PURE__ */ a4(Button, { onClick: onClose, children: all.parts.close }) : /* @__PURE__ */ a4($, { children: [
          /* @__PURE__ */ a4(Button, { kind: "stop", icon: "remove", busy: act.busy, onClick: () => void remove(), children: text.remove }),
          /* @__PURE__ */ a4(Button, { onClick: onClose, children: all.parts.cancel })
        ] }),
        children: [
          act.failed && /* @__PURE__ */ a4(TroubleNote, { trouble: act.failed }),
          /* @__PURE__ */ a4("p", { children: last ? text.atLeastTwo : text.removeText })
        ]
      }
    );
  }
  function AnotherDevice() {
    const { session } = useApp();
    const text = useText().settings.device;
    const code = session.me.value?.code ?? "";
    return /* @__PURE__ */ a4("section", { class: "card stack", "aria-labelledby": "device-title", children: [
      /* @__PURE__ */ a4("h2", { id: "device-title", children: text.title }),
      /* @__PURE__ */ a4("p", { children: text.lead }),
      /* @__PURE__ */ a4("ol", { class: "steps", children: text.steps.map((step) => /* @__PURE__ */ a4("li", { children: step }, step)) }),
      /* @__PURE__ */ a4("div", { class: "row row--apart", children: [
        /* @__PURE__ */ a4("div", { children: [
          /* @__PURE__ */ a4("p", { class: "meta", children: text.code }),
          /* @__PURE__ */ a4("p", { class: "code", children: code })
        ] }),
        /* @__PURE__ */ a4(CopyButton, { text: () => code })
      ] }),
      /* @__PURE__ */ a4("p", { class: "meta", children: text.codeHint })
    ] });
  }
  function Look() {
    const { prefs } = useApp();
    const text = useText().settings;
    return /* @__PURE__ */ a4("section", { class: "card stack", "aria-labelledby": "look-title", children: [
      /* @__PURE__ */ a4("h2", { id: "look-title", children: text.look.title }),
      /* @__PURE__ */ a4(
        Radios,
        {
          label: text.look.theme,
          inline: true,
          options: [
            { value: "system", label: text.look.system },
            { value: "light", label: text.look.light },
            { value: "dark", label: text.look.dark }
          ],
          value: prefs.theme.value,
          onChange: (theme) => {
            prefs.theme.value = theme;
          }
        }
      ),
      /* @__PURE__ */ a4(
        Radios,
        {
          label: text.look.size,
          inline: true,
          options: [
            { value: "normal", label: text.look.normal },
            { value: "large", label: text.look.large },
            { value: "larger", label: text.look.larger }
          ],
          value: prefs.size.value,
          onChange: (size) => {
            prefs.size.value = size;
          }
        }
      ),
      /* @__PURE__ */ a4(
        Radios,
        {
          label: text.look.language,
          inline: true,
          options: [
            { value: "nl", label: text.look.dutch },
            { value: "en", label: text.look.english }
          ],
          value: prefs.language.value,
          onChange: (language) => {
            prefs.language.value = language;
          }
        }
      ),
      /* @__PURE__ */ a4(
        Checkbox,
        {
          label: text.work.hide,
          hint: text.work.hideHint,
          checked: prefs.hideNames.value,
          onChange: (hide) => {
            prefs.hideNames.value = hide;
          }
        }
      ),
      /* @__PURE__ */ a4(
        Checkbox,
        {
          label: text.work.keys,
          hint: text.work.keysHint,
          checked: prefs.letters.value,
          onChange: (letters) => {
            prefs.letters.value = letters;
          }
        }
      ),
      /* @__PURE__ */ a4("p", { class: "meta", children: text.here })
    ] });
  }
  function You() {
    const app = useApp();
    const language = useLanguage();
    const text = useText().settings.you;
    const me = app.session.me.value;
    if (!me) return null;
    return /* @__PURE__ */ a4("section", { class: "card stack", "aria-labelledby": "you-title", children: [
      /* @__PURE__ */ a4("h2", { id: "you-title", children: text.title }),
      /* @__PURE__ */ a4("dl", { class: "facts", children: [
        /* @__PURE__ */ a4("dt", { children: text.name }),
        /* @__PURE__ */ a4("dd", { children: me.name }),
        /* @__PURE__ */ a4("dt", { children: text.organisation }),
        /* @__PURE__ */ a4("dd", { children: me.organisation }),
        /* @__PURE__ */ a4("dt", { children: text.teams }),
        /* @__PURE__ */ a4("dd", { children: me.teams.filter((t4) => t4.mine).map((t4) => t4.name).join(", ") }),
        /* @__PURE__ */ a4("dt", { children: text.since }),
        /* @__PURE__ */ a4("dd", { children: moment(language, me.since, app.now()) })
      ] })
    ] });
  }

  // src/ui/app.tsx
  function Root({ app, work }) {
    return /* @__PURE__ */ a4(AppContext.Provider, { value: app, children: [
      /* @__PURE__ */ a4(Page, { work }),
      /* @__PURE__ */ a4(Toasts, {})
    ] });
  }
  function Page({ work }) {
    const { session } = useApp();
    useHideKey();
    useAlive();
    switch (session.phase.value) {
      case "starting":
      case "broken":
        return /* @__PURE__ */ a4(Starting, {});
      case "out":
        return /* @__PURE__ */ a4(Out, {});
      case "locked":
        return /* @__PURE__ */ a4(Gate, { name: "locked", children: /* @__PURE__ */ a4(Locked, {}) });
      case "in":
        return /* @__PURE__ */ a4(In, { work });
    }
  }
  function Starting() {
    const { session } = useApp();
    const text = useText().ways.start;
    return /* @__PURE__ */ a4(Gate, { name: "start", children: [
      /* @__PURE__ */ a4(Title, { children: text.title }),
      session.phase.value === "broken" ? /* @__PURE__ */ a4(Note, { tone: "stop", children: /* @__PURE__ */ a4("p", { role: "alert", children: [
        /* @__PURE__ */ a4("strong", { children: text.fails }),
        " ",
        text.old
      ] }) }) : /* @__PURE__ */ a4("p", { role: "status", children: text.wait })
    ] });
  }
  function Out() {
    const [lost, setLost] = d2(false);
    return /* @__PURE__ */ a4(Gate, { name: lost ? "lost" : "login", children: lost ? /* @__PURE__ */ a4(Lost, { onBack: () => setLost(false) }) : /* @__PURE__ */ a4(Login, { onLost: () => setLost(true) }) });
  }
  function In({ work }) {
    const { session } = useApp();
    const [first2, setFirst] = d2((session.me.value?.ways.length ?? 0) < 2);
    if (first2) {
      return /* @__PURE__ */ a4($, { children: [
        /* @__PURE__ */ a4(Gate, { name: "first", children: /* @__PURE__ */ a4(FirstTime, { onDone: () => setFirst(false) }) }),
        /* @__PURE__ */ a4(LockWarning, {})
      ] });
    }
    return /* @__PURE__ */ a4($, { children: [
      /* @__PURE__ */ a4(Work, { work }),
      /* @__PURE__ */ a4(LockWarning, {})
    ] });
  }
  function Work({ work }) {
    const { router } = useApp();
    const has = (screen2) => screen2 in own || screen2 === "meer" || screen2 in work;
    const { screen, exchange: exchange3 } = router.route.value;
    useLetters(w2(() => places2(router.go), [router]));
    const Screen = work[screen] ?? own[screen] ?? work.vandaag ?? Settings;
    return /* @__PURE__ */ a4(Frame2, { has, children: screen === "meer" ? /* @__PURE__ */ a4(More, { has }) : /* @__PURE__ */ a4(Screen, {}, `${screen}/${exchange3}`) });
  }
  var own = { instellingen: Settings, bereikbaar: Reachable, hulp: Help };
  function places2(go) {
    return {
      "g v": () => go("vandaag"),
      "g p": () => go("postvak"),
      "g a": () => go("adresboek"),
      n: () => go("nieuw"),
      "/": () => go("zoeken"),
      "?": () => go("hulp")
    };
  }
  function useAlive() {
    const { session, link } = useApp();
    A2(() => {
      const seen = () => {
        void link.call("seen", document.visibilityState === "visible").catch(() => void 0);
      };
      const here = () => {
        if (session.locking.value === null) session.alive();
      };
      document.addEventListener("pointerdown", here);
      document.addEventListener("keydown", here);
      document.addEventListener("visibilitychange", seen);
      return () => {
        document.removeEventListener("visibilitychange", seen);
        document.removeEventListener("pointerdown", here);
        document.removeEventListener("keydown", here);
      };
    }, []);
  }

  // src/ui/base/link.ts
  function workerLink(worker) {
    const waiting = /* @__PURE__ */ new Map();
    const listeners = /* @__PURE__ */ new Set();
    let next = 1;
    worker.addEventListener("message", (message) => {
      const said = message.data;
      if ("push" in said) {
        for (const listener of [...listeners]) listener(said.push);
        return;
      }
      const asked2 = waiting.get(said.id);
      if (!asked2) return;
      waiting.delete(said.id);
      if ("fail" in said) {
        asked2.reject(said.fail.code === "" ? new Error(said.fail.text) : new SluisError(said.fail.code, said.fail.text));
      } else {
        asked2.resolve(said.value);
      }
    });
    worker.addEventListener("error", () => {
      for (const asked2 of waiting.values()) asked2.reject(new Error("the worker stopped"));
      waiting.clear();
    });
    return {
      call(name, ...args) {
        const id = next++;
        return new Promise((resolve, reject) => {
          waiting.set(id, { resolve, reject });
          worker.postMessage({ id, call: name, args });
        });
      },
      on(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      }
    };
  }

  // src/ui/base/worker.ts
  function hasPolicies(view) {
    return "trustedTypes" in view;
  }
  function startWorker(view) {
    const rules = {
      createScriptURL: (url) => {
        if (url !== define_BUILD_default.worker) throw new TypeError("not the worker");
        return url;
      }
    };
    const address2 = hasPolicies(view) ? view.trustedTypes.createPolicy("sluis", rules).createScriptURL(define_BUILD_default.worker) : define_BUILD_default.worker;
    return new Worker(address2, { name: "sluis", credentials: "omit" });
  }

  // src/ui/main.tsx
  async function begin() {
    const place = document.getElementById("app");
    if (!place) throw new Error("the page has no place for the app");
    const trust = await readTrust();
    const app = makeApp({ link: workerLink(startWorker(window)), trust, view: window });
    Q(/* @__PURE__ */ a4(Root, { app, work: {} }), place);
    await app.session.start();
  }
  async function readTrust() {
    const answer = await fetch("/trust.json", { cache: "no-store", credentials: "omit", redirect: "error" });
    if (!answer.ok) throw new Error("no trust file");
    const said = await answer.json();
    if (!isTrust(said)) throw new Error("the trust file is not one");
    return said;
  }
  function isTrust(said) {
    if (typeof said !== "object" || said === null) return false;
    const trust = new Map(Object.entries(said));
    const founders = trust.get("founders");
    return typeof trust.get("hub") === "string" && typeof trust.get("help") === "string" && typeof trust.get("demo") === "boolean" && typeof founders === "object" && founders !== null && (trust.get("people") === void 0 || Array.isArray(trust.get("people")));
  }
  void begin().catch(() => void 0);
})();
