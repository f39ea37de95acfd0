/// A report as a page of HTML that is laid out on sheets (CSS Paged Media 3).
///
/// 1. Every text goes through `HTMLText` or `CSSText`: whatever somebody called an object stays a text.
/// 2. Nothing is referred to that would have to be fetched.
/// 3. The marking stands above and below each sheet, in boxes of its margin; the number of the sheet beside it.
/// 4. The head of the table stands on each sheet again.
extension PaperReport {
    /// The page.
    public var html: String {
        let shown = columns.indices.filter { columns[$0].share != nil }
        var page = "<!doctype html>\n<html lang=\"\(HTMLText(language))\"><head><meta charset=\"utf-8\">"
        page += "<title>\(HTMLText(title))</title><meta name=\"author\" content=\"\(HTMLText(maker))\">"
        page += "<meta name=\"dcterms.created\" content=\"\(HTMLText(made))\"><style>\(style)</style></head><body>\n"
        page += "<h1>\(HTMLText(title))</h1>\n<table class=\"facts\"><tbody>"
        for fact in facts {
            page += "<tr><th>\(HTMLText(fact.name))</th><td>\(HTMLText(fact.value))</td></tr>\n"
        }
        page += "</tbody></table>\n"
        guard !rows.isEmpty else { return page + "<p>\(HTMLText(words.nothing))</p></body></html>\n" }
        // Widths of columns, which cells keep to with their padding; those of cells would come on top of it.
        page += "<table class=\"rows\"><colgroup>"
        for place in shown { page += "<col style=\"width: \(columns[place].share ?? 0)%\">" }
        page += "</colgroup><thead><tr>"
        for place in shown { page += "<th>\(HTMLText(columns[place].title))</th>" }
        page += "</tr></thead><tbody>\n"
        for row in rows {
            page += "<tr>"
            for place in shown { page += "<td dir=\"auto\">\(HTMLText(row[place]))</td>" }
            page += "</tr>\n"
        }
        return page + "</tbody></table></body></html>\n"
    }

    /// Fonts of Debian's `fonts-noto-core` and `fonts-noto-cjk`; of Chinese characters the forms of the language.
    private var fonts: String {
        let east = language.hasPrefix("ko") ? "KR" : "JP"
        return "'Noto Sans', 'Noto Sans CJK \(east)', 'Noto Sans Arabic', 'Noto Sans Hebrew', sans-serif"
    }

    private var style: String {
        let number = words.page.split(separator: "{", omittingEmptySubsequences: false).enumerated()
            .map { place, part -> String in
                guard place > 0, let end = part.firstIndex(of: "}") else { return "\(CSSText(String(part)))" }
                let counter = part[..<end] == "pages" ? "pages" : "page"
                return "counter(\(counter)) \(CSSText(String(part[part.index(after: end)...])))"
            }.joined(separator: " ")
        // Only the marking is bold: each face of the letters of East Asia costs seconds to pick the used ones out of.
        let marked = "font: 700 11pt \(fonts); text-align: center"
        return """
            @page { size: A4 landscape; margin: 20mm 12mm 24mm;
            @top-center { content: \(CSSText(marking)); \(marked); width: 100%; }
            @bottom-center { content: \(CSSText(marking)); \(marked); width: 40%; }
            @bottom-left { content: \(CSSText(foot)); font: 8pt \(fonts); width: 40%; }
            @bottom-right { content: \(number); font: 8pt \(fonts); width: 20%; } }
            body { font: 8.5pt \(fonts); margin: 0; }
            h1 { font: 400 14pt \(fonts); margin: 0 0 3mm; }
            table { border-collapse: collapse; }
            th, td { font-weight: 400; text-align: start; vertical-align: top; padding: 1mm 2mm; }
            td { overflow-wrap: anywhere; }
            .facts { margin-bottom: 5mm; }
            .rows { width: 100%; table-layout: fixed; }
            .rows th, .rows td { border: 0.2mm solid #555; }
            .rows th { background: #eee; }
            .rows tr { break-inside: avoid; }
            """
    }
}

/// A text as it stands in HTML, in an element or between quotes (HTML, 13.1.4).
struct HTMLText: CustomStringConvertible {
    let description: String

    init(_ text: String) {
        var written = ""
        for sign in text.unicodeScalars {
            switch sign {
            case "&": written += "&amp;"
            case "<": written += "&lt;"
            case ">": written += "&gt;"
            case "\"": written += "&quot;"
            case "'": written += "&#39;"
            case "\t", "\n", "\r": written += " "
            // Signs that no page holds, and those that turn what stands behind them around.
            case "\u{0}"..."\u{1f}", "\u{7f}"..."\u{9f}", "\u{202a}"..."\u{202e}", "\u{2066}"..."\u{2069}",
                "\u{fffe}", "\u{ffff}":
                written += "\u{fffd}"
            default: written.unicodeScalars.append(sign)
            }
        }
        description = written
    }
}

/// A text as a string of CSS (CSS Syntax 3, 4.3.5): every sign that is no letter or digit of ASCII by its number.
struct CSSText: CustomStringConvertible {
    let description: String

    init(_ text: String) {
        var written = "\""
        for sign in text.unicodeScalars {
            if sign.isASCII, sign.properties.isAlphabetic || ("0"..."9").contains(sign) {
                written.unicodeScalars.append(sign)
            } else {
                written += "\\\(String(sign.value == 0 ? 0xfffd : sign.value, radix: 16)) "
            }
        }
        description = written + "\""
    }
}
