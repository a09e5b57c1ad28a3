package directory

// SetRoom makes the hub full with n mailboxes of one organisation.
func (d *Directory) SetRoom(n int) { d.room = n }
