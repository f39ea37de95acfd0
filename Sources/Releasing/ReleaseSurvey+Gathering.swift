internal import JSON
internal import Labels
internal import Release
package import Store

/// What is looked at together with the objects of an act.
extension ReleaseSurvey {
    /// The objects of one survey, by their rows, and what each is there for.
    package struct Gathered {
        /// Every row, each in its place: what is asked about and what was rendered before, translations, what goes along.
        package var rows: [Int64]
        /// The place of the first one that is not asked about, and was not rendered before.
        package var firstCompanion: Int
        /// Translations that are here for their texts alone.
        package var hidden: Set<Int64> = []
        /// The rows of translations whose texts are to stand in versions, by the rows of these.
        package var translating: [Int64: (row: Int64, language: String)] = [:]
        /// What a translation is here for, by its row.
        package var owners: [Int64: Int64] = [:]

        /// The places of translations by those of what they translate.
        package var places: [Int: (place: Int, language: String)] {
            let known = Dictionary(rows.enumerated().map { ($0.element, $0.offset) }) { first, _ in first }
            var found: [Int: (place: Int, language: String)] = [:]
            for (place, row) in rows.enumerated() {
                guard let (content, language) = translating[row], let other = known[content] else { continue }
                found[place] = (other, language)
            }
            return found
        }
    }

    /// Gathers what is looked at with some objects.
    package func gathered(_ rows: [Int64]) throws(StoreError) -> Gathered {
        let asked = Set(rows)
        // A reference that could not go may go now: earlier renditions are made anew.
        var all = rows
        if order.spokenOf.isEmpty, !order.isAlone {
            // One that stands in another list goes by another way, and is not made anew for this one.
            let listed = try ListRows(feed.row, connection).renditions(of: party)
            let earlier = renditions.values.filter {
                $0.revoked == nil && listed.contains($0.id) && order.versions[$0.source] == nil
            }
            all += earlier.map(\.object).filter { !asked.contains($0) }.sorted()
        }
        var gathered = Gathered(rows: all, firstCompanion: all.count)
        gathered.translating = try translating(all, asked)
        gathered.hidden = Set(gathered.translating.values.map(\.row)).subtracting(all)
        for (row, content) in gathered.translating where gathered.hidden.contains(content.row) {
            // Of several versions that one counts that was given before: by another act's terms nothing of it goes.
            if let known = gathered.owners[content.row], isAnew(known, asked) { continue }
            gathered.owners[content.row] = row
        }
        gathered.rows += gathered.hidden.sorted()
        let present = Set(gathered.rows)
        gathered.rows += try companions(of: gathered.rows).filter { !present.contains($0) }
        return gathered
    }

    /// Whether a version is looked at again by the terms of the act that gave it.
    package func isAnew(_ row: Int64, _ asked: Set<Int64>) -> Bool {
        order.isAgain ? asked.contains(row) : !asked.contains(row)
    }

    /// The rows of the translations whose texts are to stand in versions, by the rows of these.
    private func translating(_ rows: [Int64], _ asked: Set<Int64>) throws(StoreError) -> [Int64: (
        row: Int64, language: String
    )] {
        var found: [Int64: (row: Int64, language: String)] = [:]
        for row in rows {
            let terms = isAnew(row, asked) ? try recorded(row).translation : self.terms.translation
            if terms == .none || terms == .newest && builder.circumstances.reader.language == nil { continue }
            guard let object = try ObjectRows(connection).object(row: row) else { continue }
            found[row] = try translations.row(of: object.id, object.version, terms)
        }
        return found
    }

    /// The rows of what goes along: the marking definitions that objects bear, and who created the one and the other.
    private func companions(of rows: [Int64]) throws(StoreError) -> [Int64] {
        var found: Set<Int64> = []
        var seen: Set<String> = []
        for row in rows {
            guard let bytes = try ObjectRows(connection).object(row: row)?.bytes,
                let document = try? JSONDocument(parsing: bytes)
            else { continue }
            var queue = MarkingReading.references(of: document.root)
            queue += document.root["created_by_ref"]?.string.map { [$0] } ?? []
            while let id = queue.popLast() {
                guard seen.insert(id).inserted,
                    let newest = try ObjectRows(connection).versions(of: id).last(where: { $0.sourceKind == "own" }),
                    newest.type == "marking-definition" || newest.type == "identity",
                    let companion = try? JSONDocument(parsing: newest.bytes)
                else { continue }
                found.insert(newest.row)
                queue += MarkingReading.references(of: companion.root)
                queue += companion.root["created_by_ref"]?.string.map { [$0] } ?? []
            }
        }
        return found.sorted()
    }
}
