-- Looking up the spreadsheet of each row took more than half of the time of writing the rows. They are written under the lock of
-- their spreadsheet, and no spreadsheet is ever deleted.
alter table batch_row drop constraint batch_row_batch_id_fkey;
