extension Statements {
    /// Courier files.
    enum Volume {
        static let all: StaticString = """
            SELECT number, made, name, digest, objects, bytes, feed, list, size, state, rows FROM courier_volume
            WHERE partner=? AND direction=? ORDER BY number
            """
        static let add: StaticString = """
            INSERT INTO courier_volume(partner, direction, number, made, name, digest, objects, bytes, feed, list,
            size, state, rows) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """
        static let noteWritten: StaticString = """
            UPDATE courier_volume SET state='written', name=? WHERE partner=? AND direction='out' AND number=?
            """
        /// What is sealed and was never written, from a number on.
        static let forget: StaticString = """
            DELETE FROM courier_volume WHERE partner=? AND direction='out' AND number>=? AND state='sealed'
            """
        static let acknowledge: StaticString = """
            UPDATE courier_volume SET state='acknowledged'
            WHERE partner=? AND direction='out' AND number<=? AND state IN ('sealed', 'written')
            """
    }
}
