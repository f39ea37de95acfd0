extension Statements {
    /// Partners.
    enum Partner {
        static let put: StaticString = """
            INSERT INTO partner(name, title, identity, address, pin, next_pin, log_key, fingerprint, invitation,
            witness_key, open_witness, courier, serial) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT(name) DO UPDATE SET title=excluded.title, identity=excluded.identity,
            address=excluded.address, pin=excluded.pin, next_pin=excluded.next_pin, log_key=excluded.log_key,
            fingerprint=excluded.fingerprint, invitation=excluded.invitation, witness_key=excluded.witness_key,
            open_witness=excluded.open_witness, courier=excluded.courier, serial=excluded.serial
            """
        /// ?1 the pin, ?2 the partner that does not count.
        static let other: StaticString = "SELECT name FROM partner WHERE (pin=?1 OR next_pin=?1) AND name<>?2"
        static let confirm: StaticString = """
            UPDATE partner SET confirmed=?, cursor=CASE WHEN ended IS NULL THEN cursor END,
            problem=CASE WHEN ended IS NULL THEN problem END, ended=NULL, ended_there=NULL, ended_serial=NULL
            WHERE name=?
            """
        static let noteSerial: StaticString = "UPDATE partner SET serial=? WHERE name=?"
        static let end: StaticString = """
            UPDATE partner SET confirmed=NULL, ended=?, ended_there=?, ended_serial=?, problem=NULL WHERE name=?
            """
        static let remove: StaticString = "DELETE FROM partner WHERE name=? AND confirmed IS NULL AND ended IS NULL"
        /// NULL leaves the cursor and the date as they are.
        static let notePull: StaticString = """
            UPDATE partner SET cursor=coalesce(?, cursor), pulled=coalesce(?, pulled), problem=? WHERE name=?
            """
        static let withPin: StaticString = """
            SELECT name FROM partner WHERE (pin=?1 OR next_pin=?1) AND confirmed IS NOT NULL
            """
        static let all: StaticString = """
            SELECT name, title, identity, address, pin, next_pin, log_key, fingerprint, invitation, confirmed, cursor,
            pulled, problem, witness_key, open_witness, courier, serial, ended, ended_there, ended_serial FROM partner
            ORDER BY name
            """
    }
}
