"""What staff can do: one public function per act, named by its verb."""
